package llmgateway.dialect.gemini;

import llmgateway.dialect.embedding.EmbeddingPurpose;

/** {@code taskType}: what vectors are made for. */
public final class EmbeddingTaskType {

    private EmbeddingTaskType() {
    }

    public static String of(EmbeddingPurpose purpose) {
        return switch (purpose) {
            case QUERY -> "RETRIEVAL_QUERY";
            case DOCUMENT -> "RETRIEVAL_DOCUMENT";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
        };
    }

}
