package llmgateway.route.catalogue;

/** When a provider reports the usage of a stream. */
public enum StreamUsage {

    /** When the request sets {@code stream_options.include_usage}. */
    ASKED,

    /** Unasked. */
    ALWAYS,

    /** Never; a request that asks may be refused. */
    UNSUPPORTED

}
