package llmgateway.dialect.messages;

import java.util.Set;
import java.util.function.Consumer;

import llmgateway.dialect.claude.ClaudeModel;
import llmgateway.dialect.claude.ConflictingWishes;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.format.Feature;
import llmgateway.dialect.format.Platform;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.Support;
import llmgateway.dialect.format.TargetModel;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /v1/messages} of Anthropic and of providers that speak its API, and
 * {@code rawPredict} of Vertex AI.
 */
public final class MessagesProviderFormat implements ProviderFormat {

    @Override
    public Support support(Feature feature, TargetModel model) {
        ClaudeModel claude = ClaudeModel.of(model.name());
        return switch (feature) {
            // "URL sources are not supported", says Vertex AI.
            case IMAGE_URL, DOCUMENT_URL ->
                (model.platform() == Platform.VERTEX_AI) ? Support.REFUSED : Support.SUPPORTED;
            case IMAGE_INLINE, DOCUMENT_INLINE, DOCUMENT_TEXT, MEDIA_IN_TOOL_RESULT, TOOLS, TOOL_CHOICE_NONE,
                    TOOL_CHOICE_REQUIRED, TOOL_CHOICE_NAMED, PARALLEL_TOOL_CALLS, JSON_OBJECT, REASONING_EFFORT,
                    REASONING_BUDGET, REASONING_TOLD, CACHE_POINT, STOP, USER, SERVICE_TIER ->
                Support.SUPPORTED;
            case TEMPERATURE, TOP_P, TOP_K -> claude.takesSampling() ? Support.SUPPORTED : Support.DROPPED;
            case STRICT_TOOLS -> claude.takesSchemas() ? Support.SUPPORTED : Support.DROPPED;
            case JSON_SCHEMA -> claude.takesSchemas() ? Support.SUPPORTED : Support.REFUSED;
            case FREQUENCY_PENALTY, PRESENCE_PENALTY, SEED, METADATA, PROMPT_CACHE_KEY -> Support.DROPPED;
            case AUDIO, FILE_ID, CHOICES, LOGPROBS, LOGIT_BIAS -> Support.REFUSED;
        };
    }

    @Override
    public Set<Feature> givingWay(ChatRequest request, TargetModel model) {
        return ConflictingWishes.givingWay(request, ClaudeModel.of(model.name()),
                MessagesRequestWriter.maxTokens(request, model), BlockWriter::canSay);
    }

    @Override
    public JsonNode writeRequest(ChatRequest request, TargetModel model) {
        return new MessagesRequestWriter(request, model).write();
    }

    @Override
    public ChatAnswer readAnswer(JsonNode document) {
        return MessagesAnswerReader.read(document);
    }

    @Override
    public StreamReader streamReader(Consumer<AnswerEvent> events) {
        return new MessagesStreamReader(events);
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return MessagesErrorReader.read(status, document);
    }

}
