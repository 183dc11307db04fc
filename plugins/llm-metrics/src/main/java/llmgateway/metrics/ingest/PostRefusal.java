package llmgateway.metrics.ingest;

/** Why a post of log entries was not taken. */
public enum PostRefusal {

    /** No POST, or one to another path. */
    MISDIRECTED,

    /** Without a valid key. */
    UNAUTHORIZED,

    /** Not JSON or text, or compressed. */
    UNSUPPORTED,

    TOO_LARGE,

    /** As many are handled as may be. */
    BUSY,

    /** The store of accounts cannot be asked now. */
    STORE_AWAY

}
