package llmgateway.dialect.embedding;

/** How a client wants its vectors written. */
public enum EmbeddingEncoding {

    /** A number each. */
    FLOAT,

    /** 32-bit floats, little-endian, in Base64. */
    BASE64

}
