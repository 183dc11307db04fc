package llmgateway.dialect.chatcompletions;

import java.time.InstantSource;

import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.format.ClientFormat;
import llmgateway.dialect.format.StreamWriter;
import tools.jackson.databind.JsonNode;

/**
 * Chat Completions for clients. What a model thought is told as
 * {@code reasoning_content}, and what must come back to its provider unchanged as
 * {@code reasoning_details} (OpenRouter, "Reasoning Tokens", November 2026) and
 * {@code extra_content.google.thought_signature} (Gemini API, "Thought Signatures",
 * November 2026).
 */
public final class ChatCompletionsClientFormat implements ClientFormat {

    private final InstantSource clock;

    /**
     * @param clock tells when an answer was made
     */
    public ChatCompletionsClientFormat(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ChatRequest readRequest(JsonNode body) {
        return ChatRequestReader.read(body);
    }

    @Override
    public JsonNode writeAnswer(ChatAnswer answer, ChatRequest request) {
        return new ChatAnswerWriter(this.clock.instant()).write(answer);
    }

    @Override
    public StreamWriter streamWriter(ChatRequest request) {
        return new ChatStreamWriter(this.clock.instant(), request);
    }

}
