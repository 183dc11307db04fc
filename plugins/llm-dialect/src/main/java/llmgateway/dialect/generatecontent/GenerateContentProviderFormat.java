package llmgateway.dialect.generatecontent;

import java.util.function.Consumer;

import llmgateway.dialect.gemini.GeminiErrorReader;
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
 * As Google speaks it, in the Gemini API and in Vertex AI. Streams are read as
 * server-sent events, for which the query must say {@code alt=sse}.
 */
public final class GenerateContentProviderFormat implements ProviderFormat {

    @Override
    public Support support(Feature feature, TargetModel model) {
        return switch (feature) {
            case IMAGE_URL, IMAGE_INLINE, DOCUMENT_URL, DOCUMENT_INLINE, DOCUMENT_TEXT, AUDIO, MEDIA_IN_TOOL_RESULT,
                    TOOLS, TOOL_CHOICE_NONE, TOOL_CHOICE_REQUIRED, TOOL_CHOICE_NAMED, JSON_OBJECT, JSON_SCHEMA,
                    REASONING_EFFORT, REASONING_BUDGET, REASONING_TOLD, TEMPERATURE, TOP_P, TOP_K, FREQUENCY_PENALTY,
                    PRESENCE_PENALTY, SEED, STOP, CHOICES, LOGPROBS ->
                Support.SUPPORTED;
            // Vertex AI has no field for it.
            case SERVICE_TIER -> (model.platform() == Platform.VERTEX_AI) ? Support.DROPPED : Support.SUPPORTED;
            // Google caches by itself, always calls in parallel, and has rules for
            // labels.
            case PARALLEL_TOOL_CALLS, STRICT_TOOLS, CACHE_POINT, USER, METADATA, PROMPT_CACHE_KEY -> Support.DROPPED;
            case FILE_ID, LOGIT_BIAS -> Support.REFUSED;
        };
    }

    @Override
    public JsonNode writeRequest(ChatRequest request, TargetModel model) {
        return new GenerateContentRequestWriter(ModelGeneration.of(model.name()), model.platform()).write(request);
    }

    @Override
    public ChatAnswer readAnswer(JsonNode document) {
        return GenerateContentAnswerReader.read(document);
    }

    @Override
    public StreamReader streamReader(Consumer<AnswerEvent> events) {
        return new GenerateContentStreamReader(events);
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return GeminiErrorReader.read(status, document);
    }

}
