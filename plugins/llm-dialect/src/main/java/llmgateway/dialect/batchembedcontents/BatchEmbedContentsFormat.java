package llmgateway.dialect.batchembedcontents;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.embedding.EmbeddingAnswer;
import llmgateway.dialect.embedding.EmbeddingRequest;
import llmgateway.dialect.format.EmbeddingFeature;
import llmgateway.dialect.format.EmbeddingProviderFormat;
import llmgateway.dialect.format.InputUsage;
import llmgateway.dialect.format.Support;
import llmgateway.dialect.format.Vectors;
import llmgateway.dialect.gemini.EmbeddingTaskType;
import llmgateway.dialect.gemini.GeminiErrorReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** As Gemini speaks it: a request for each text, all in one. */
public final class BatchEmbedContentsFormat implements EmbeddingProviderFormat {

    @Override
    public Support support(EmbeddingFeature feature) {
        return switch (feature) {
            case SEVERAL_INPUTS, DIMENSIONS, INPUT_TYPE -> Support.SUPPORTED;
            case USER -> Support.DROPPED;
            case TOKEN_IDS -> Support.REFUSED;
        };
    }

    /** Each request names the model once more, as the path does. */
    @Override
    public JsonNode writeRequest(EmbeddingRequest request, RequestModel model) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode requests = root.putArray("requests");
        for (String text : request.texts()) {
            ObjectNode one = requests.addObject();
            one.put("model", "models/" + model.name());
            one.putObject("content").putArray("parts").addObject().put("text", text);
            request.purpose().ifPresent((purpose) -> one.put("taskType", EmbeddingTaskType.of(purpose)));
            request.dimensions().ifPresent((dimensions) -> one.put("outputDimensionality", dimensions));
        }
        return root;
    }

    @Override
    public EmbeddingAnswer readAnswer(JsonNode document) {
        return new EmbeddingAnswer("", Vectors.of(document.path("embeddings"), (embedding) -> embedding.path("values")),
                InputUsage.of(document.path("usageMetadata").path("promptTokenCount")));
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return GeminiErrorReader.read(status, document);
    }

}
