package llmgateway.dialect.cohere;

import llmgateway.dialect.embedding.EmbeddingRequest;
import llmgateway.dialect.format.EmbeddingFeature;
import llmgateway.dialect.format.Support;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What Cohere's models for embeddings take, whoever runs them. */
public final class CohereEmbedModels {

    private CohereEmbedModels() {
    }

    public static Support support(EmbeddingFeature feature) {
        return switch (feature) {
            case SEVERAL_INPUTS, DIMENSIONS, INPUT_TYPE -> Support.SUPPORTED;
            case USER -> Support.DROPPED;
            case TOKEN_IDS -> Support.REFUSED;
        };
    }

    /**
     * An input type must be given, and a text that is too long is cut unless told not to:
     * NONE is the one word for that which all versions know.
     */
    public static void write(EmbeddingRequest request, ObjectNode root) {
        ArrayNode texts = root.putArray("texts");
        request.texts().forEach(texts::add);
        root.put("input_type", CohereInputType.of(request.purpose()));
        root.putArray("embedding_types").add("float");
        request.dimensions().ifPresent((dimensions) -> root.put("output_dimension", dimensions));
        root.put("truncate", "NONE");
    }

}
