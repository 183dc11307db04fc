package llmgateway.dialect.converse;

import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

import llmgateway.dialect.bedrock.BedrockErrorReader;
import llmgateway.dialect.claude.ClaudeModel;
import llmgateway.dialect.claude.ConflictingWishes;
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

/**
 * {@code POST /model/{modelId}/converse} and {@code /converse-stream}. The body is the
 * same for both and names no model. A stream is
 * {@code application/vnd.amazon.eventstream}.
 */
public final class ConverseProviderFormat implements ProviderFormat {

    @Override
    public Support support(Feature feature, TargetModel model) {
        ClaudeModel claude = ClaudeModel.of(model.name());
        return switch (feature) {
            case IMAGE_INLINE, DOCUMENT_INLINE, DOCUMENT_TEXT, AUDIO, MEDIA_IN_TOOL_RESULT, TOOLS, TOOL_CHOICE_NONE,
                    TOOL_CHOICE_REQUIRED, TOOL_CHOICE_NAMED, JSON_OBJECT, STOP, SERVICE_TIER ->
                Support.SUPPORTED;
            case JSON_SCHEMA -> claude.takesSchemas() ? Support.SUPPORTED : Support.REFUSED;
            case TEMPERATURE, TOP_P -> claude.takesSampling() ? Support.SUPPORTED : Support.DROPPED;
            case TOP_K -> supportedIf(claude.claude() && claude.takesSampling());
            case STRICT_TOOLS -> supportedIf(claude.claude() && claude.takesSchemas());
            // What other models take instead differs from one to the next.
            case REASONING_EFFORT, REASONING_BUDGET, REASONING_TOLD -> supportedIf(claude.claude());
            case CACHE_POINT -> supportedIf(claude.claude() || isNova(model));
            case PARALLEL_TOOL_CALLS, FREQUENCY_PENALTY, PRESENCE_PENALTY, SEED, USER, METADATA, PROMPT_CACHE_KEY ->
                Support.DROPPED;
            case IMAGE_URL, DOCUMENT_URL, FILE_ID, CHOICES, LOGPROBS, LOGIT_BIAS -> Support.REFUSED;
        };
    }

    private static Support supportedIf(boolean condition) {
        return condition ? Support.SUPPORTED : Support.DROPPED;
    }

    private static boolean isNova(TargetModel model) {
        return model.name().name().toLowerCase(Locale.ROOT).contains("nova");
    }

    @Override
    public Set<Feature> givingWay(ChatRequest request, TargetModel model) {
        ConverseRequestWriter writer = new ConverseRequestWriter(request, model);
        return ConflictingWishes.givingWay(request, ClaudeModel.of(model.name()), writer.thinkingLimit(),
                writer::canSay);
    }

    @Override
    public JsonNode writeRequest(ChatRequest request, TargetModel model) {
        return new ConverseRequestWriter(request, model).write();
    }

    @Override
    public ChatAnswer readAnswer(JsonNode document) {
        return ConverseAnswerReader.read(document);
    }

    @Override
    public StreamReader streamReader(Consumer<AnswerEvent> events) {
        return new ConverseStreamReader(events);
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return BedrockErrorReader.read(status, document);
    }

}
