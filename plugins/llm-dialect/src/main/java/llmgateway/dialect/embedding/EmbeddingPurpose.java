package llmgateway.dialect.embedding;

/** What vectors are made for: some models make others for each. */
public enum EmbeddingPurpose {

    /** To be compared with documents. */
    QUERY,

    /** To be found by queries. */
    DOCUMENT,

    CLASSIFICATION,

    CLUSTERING

}
