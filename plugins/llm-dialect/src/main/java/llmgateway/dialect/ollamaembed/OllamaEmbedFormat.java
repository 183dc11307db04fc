package llmgateway.dialect.ollamaembed;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.embedding.EmbeddingAnswer;
import llmgateway.dialect.embedding.EmbeddingRequest;
import llmgateway.dialect.format.EmbeddingFeature;
import llmgateway.dialect.format.EmbeddingProviderFormat;
import llmgateway.dialect.format.InputUsage;
import llmgateway.dialect.format.Support;
import llmgateway.dialect.format.Vectors;
import llmgateway.dialect.ollama.OllamaErrorReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** As Ollama speaks it. */
public final class OllamaEmbedFormat implements EmbeddingProviderFormat {

    @Override
    public Support support(EmbeddingFeature feature) {
        return switch (feature) {
            case SEVERAL_INPUTS, DIMENSIONS -> Support.SUPPORTED;
            case INPUT_TYPE, USER -> Support.DROPPED;
            case TOKEN_IDS -> Support.REFUSED;
        };
    }

    /** A text that is too long is cut unless told not to. */
    @Override
    public JsonNode writeRequest(EmbeddingRequest request, RequestModel model) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("model", model.name());
        ArrayNode input = root.putArray("input");
        request.texts().forEach(input::add);
        request.dimensions().ifPresent((dimensions) -> root.put("dimensions", dimensions));
        return root.put("truncate", false);
    }

    @Override
    public EmbeddingAnswer readAnswer(JsonNode document) {
        return new EmbeddingAnswer(document.path("model").asString(""), Vectors.of(document.path("embeddings")),
                InputUsage.of(document.path("prompt_eval_count")));
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return OllamaErrorReader.read(status, document);
    }

}
