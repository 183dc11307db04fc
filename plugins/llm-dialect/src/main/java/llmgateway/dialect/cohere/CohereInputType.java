package llmgateway.dialect.cohere;

import java.util.Optional;

import llmgateway.dialect.embedding.EmbeddingPurpose;

/** {@code input_type}, which must be given. */
final class CohereInputType {

    private CohereInputType() {
    }

    /**
     * @param purpose empty where the client says nothing, whose texts are taken for
     * documents then
     */
    public static String of(Optional<EmbeddingPurpose> purpose) {
        return switch (purpose.orElse(EmbeddingPurpose.DOCUMENT)) {
            case QUERY -> "search_query";
            case DOCUMENT -> "search_document";
            case CLASSIFICATION -> "classification";
            case CLUSTERING -> "clustering";
        };
    }

}
