package llmgateway.dialect.conversation;

/** How long a prompt cache keeps what it was given. */
public enum CacheLifetime {

    /** Five minutes, or what is usual at the provider. */
    USUAL,

    ONE_HOUR

}
