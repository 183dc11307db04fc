package llmgateway.dialect.responses;

import java.time.InstantSource;

import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.format.ClientFormat;
import llmgateway.dialect.format.StreamWriter;
import tools.jackson.databind.JsonNode;

/**
 * Responses for clients. What must come back to a provider unchanged is told as the
 * {@code encrypted_content} of a reasoning item. Nothing is stored: a request that names
 * something stored is refused.
 */
public final class ResponsesClientFormat implements ClientFormat {

    private final InstantSource clock;

    /**
     * @param clock tells when an answer was made
     */
    public ResponsesClientFormat(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ChatRequest readRequest(JsonNode body) {
        return ResponsesRequestReader.read(body);
    }

    @Override
    public JsonNode writeAnswer(ChatAnswer answer, ChatRequest request) {
        return ResponsesAnswerWriter.write(answer, request, this.clock.instant());
    }

    @Override
    public StreamWriter streamWriter(ChatRequest request) {
        return new ResponsesStreamWriter(request, this.clock.instant());
    }

}
