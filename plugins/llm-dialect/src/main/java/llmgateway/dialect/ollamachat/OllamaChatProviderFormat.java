package llmgateway.dialect.ollamachat;

import java.util.function.Consumer;

import llmgateway.dialect.ollama.OllamaErrorReader;
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

/** As Ollama speaks it; a stream is a JSON document a line. */
public final class OllamaChatProviderFormat implements ProviderFormat {

    @Override
    public Support support(Feature feature, TargetModel model) {
        return switch (feature) {
            case IMAGE_INLINE, DOCUMENT_TEXT, TOOLS, TOOL_CHOICE_NONE, JSON_OBJECT, JSON_SCHEMA, REASONING_EFFORT,
                    REASONING_BUDGET, TEMPERATURE, TOP_P, TOP_K, FREQUENCY_PENALTY, PRESENCE_PENALTY, SEED, STOP,
                    LOGPROBS ->
                Support.SUPPORTED;
            case PARALLEL_TOOL_CALLS, STRICT_TOOLS, REASONING_TOLD, CACHE_POINT, USER, METADATA, SERVICE_TIER,
                    PROMPT_CACHE_KEY ->
                Support.DROPPED;
            case IMAGE_URL, DOCUMENT_URL, DOCUMENT_INLINE, AUDIO, FILE_ID, MEDIA_IN_TOOL_RESULT, TOOL_CHOICE_REQUIRED,
                    TOOL_CHOICE_NAMED, CHOICES, LOGIT_BIAS ->
                Support.REFUSED;
        };
    }

    @Override
    public JsonNode writeRequest(ChatRequest request, TargetModel model) {
        return OllamaChatRequestWriter.write(request, model);
    }

    @Override
    public ChatAnswer readAnswer(JsonNode document) {
        return OllamaChatAnswerReader.read(document);
    }

    @Override
    public StreamReader streamReader(Consumer<AnswerEvent> events) {
        return new OllamaChatStreamReader(events);
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return OllamaErrorReader.read(status, document);
    }

}
