package llmgateway.dialect.vertexpredict;

import java.util.Optional;

import llmgateway.core.model.RequestModel;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.embedding.EmbeddingAnswer;
import llmgateway.dialect.embedding.EmbeddingRequest;
import llmgateway.dialect.format.EmbeddingFeature;
import llmgateway.dialect.format.EmbeddingProviderFormat;
import llmgateway.dialect.format.Support;
import llmgateway.dialect.format.Vectors;
import llmgateway.dialect.gemini.EmbeddingTaskType;
import llmgateway.dialect.gemini.GeminiErrorReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An instance for each text, of which each has a prediction. */
public final class VertexEmbedFormat implements EmbeddingProviderFormat {

    @Override
    public Support support(EmbeddingFeature feature) {
        return switch (feature) {
            case SEVERAL_INPUTS, DIMENSIONS, INPUT_TYPE -> Support.SUPPORTED;
            case USER -> Support.DROPPED;
            case TOKEN_IDS -> Support.REFUSED;
        };
    }

    /** A text that is too long would be cut unless the request says otherwise. */
    @Override
    public JsonNode writeRequest(EmbeddingRequest request, RequestModel model) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode instances = root.putArray("instances");
        for (String text : request.texts()) {
            ObjectNode instance = instances.addObject().put("content", text);
            request.purpose().ifPresent((purpose) -> instance.put("task_type", EmbeddingTaskType.of(purpose)));
        }
        ObjectNode parameters = root.putObject("parameters").put("autoTruncate", false);
        request.dimensions().ifPresent((dimensions) -> parameters.put("outputDimensionality", dimensions));
        return root;
    }

    @Override
    public EmbeddingAnswer readAnswer(JsonNode document) {
        JsonNode predictions = document.path("predictions");
        return new EmbeddingAnswer("", Vectors.of(predictions, (each) -> each.path("embeddings").path("values")),
                usage(predictions));
    }

    /** Empty where it is not told of each. */
    private static Optional<Usage> usage(JsonNode predictions) {
        long tokens = 0;
        for (JsonNode prediction : predictions) {
            JsonNode count = prediction.path("embeddings").path("statistics").path("token_count");
            if (!count.isNumber()) {
                return Optional.empty();
            }
            tokens += Math.max(0, (long) Math.ceil(count.doubleValue()));
        }
        return Optional.of(Usage.of(Meter.INPUT_TOKENS, tokens));
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return GeminiErrorReader.read(status, document);
    }

}
