package llmgateway.dialect.coherechat;

import java.util.function.Consumer;

import llmgateway.dialect.cohere.CohereErrorReader;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.format.Feature;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.Support;
import llmgateway.dialect.format.TargetModel;
import tools.jackson.databind.JsonNode;

/** As Cohere speaks it. */
public final class CohereChatProviderFormat implements ProviderFormat {

    @Override
    public Support support(Feature feature, TargetModel model) {
        return switch (feature) {
            case IMAGE_URL, IMAGE_INLINE, DOCUMENT_TEXT, TOOLS, TOOL_CHOICE_NONE, TOOL_CHOICE_REQUIRED,
                    TOOL_CHOICE_NAMED, STRICT_TOOLS, JSON_OBJECT, JSON_SCHEMA, REASONING_EFFORT, REASONING_BUDGET,
                    TEMPERATURE, TOP_P, TOP_K, FREQUENCY_PENALTY, PRESENCE_PENALTY, SEED, STOP ->
                Support.SUPPORTED;
            case PARALLEL_TOOL_CALLS, REASONING_TOLD, CACHE_POINT, USER, METADATA, SERVICE_TIER, PROMPT_CACHE_KEY ->
                Support.DROPPED;
            // Its log probabilities are of pieces with several tokens, without their
            // texts.
            case DOCUMENT_URL, DOCUMENT_INLINE, AUDIO, FILE_ID, MEDIA_IN_TOOL_RESULT, CHOICES, LOGPROBS, LOGIT_BIAS ->
                Support.REFUSED;
        };
    }

    @Override
    public JsonNode writeRequest(ChatRequest request, TargetModel model) {
        return CohereChatRequestWriter.write(request, model);
    }

    @Override
    public ChatAnswer readAnswer(JsonNode document) {
        return CohereChatAnswerReader.read(document);
    }

    @Override
    public StreamReader streamReader(Consumer<AnswerEvent> events) {
        return new CohereChatStreamReader(events);
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return CohereErrorReader.read(status, document);
    }

}
