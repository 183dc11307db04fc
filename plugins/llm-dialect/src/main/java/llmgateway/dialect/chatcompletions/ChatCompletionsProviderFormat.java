package llmgateway.dialect.chatcompletions;

import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.format.Feature;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.Support;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.openai.ErrorReader;
import tools.jackson.databind.JsonNode;

/**
 * Chat Completions at OpenAI, Azure OpenAI and the many who imitate it, such as DeepSeek,
 * Groq, Mistral, OpenRouter and vLLM. Asks for nothing that many of them refuse.
 */
public final class ChatCompletionsProviderFormat implements ProviderFormat {

    @Override
    public Support support(Feature feature, TargetModel model) {
        return switch (feature) {
            case IMAGE_URL, IMAGE_INLINE, DOCUMENT_INLINE, DOCUMENT_TEXT, AUDIO, MEDIA_IN_TOOL_RESULT, TOOLS,
                    TOOL_CHOICE_NONE, TOOL_CHOICE_REQUIRED, TOOL_CHOICE_NAMED, PARALLEL_TOOL_CALLS, STRICT_TOOLS,
                    JSON_OBJECT, JSON_SCHEMA, REASONING_EFFORT, REASONING_BUDGET, TEMPERATURE, TOP_P, FREQUENCY_PENALTY,
                    PRESENCE_PENALTY, SEED, STOP, CHOICES, LOGPROBS, LOGIT_BIAS, SERVICE_TIER ->
                Support.SUPPORTED;
            // OpenAI caches unasked; it and others refuse fields that they do not know.
            case CACHE_POINT, PROMPT_CACHE_KEY, TOP_K, USER, METADATA, REASONING_TOLD -> Support.DROPPED;
            case DOCUMENT_URL, FILE_ID -> Support.REFUSED;
        };
    }

    @Override
    public JsonNode writeRequest(ChatRequest request, TargetModel model) {
        return ChatRequestWriter.write(request, model);
    }

    @Override
    public ChatAnswer readAnswer(JsonNode document) {
        return ChatAnswerReader.read(document);
    }

    @Override
    public StreamReader streamReader(Consumer<AnswerEvent> events) {
        return new ChatStreamReader(events);
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return ErrorReader.read(status, document);
    }

}
