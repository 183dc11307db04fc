package llmgateway.dialect.format;

/** What becomes of something that a request asks for. */
public enum Support {

    /** The provider is asked for it. */
    SUPPORTED,

    /** Left out: the answer differs in degree, not in kind. The client is told. */
    DROPPED,

    /** The request is refused: without it the answer would be another. */
    REFUSED

}
