package llmgateway.budget.limit;

/** Whose use a limit counts together: what it allows, it allows each of them. */
public enum LimitBy {

    /** Callers whom the gateway did not authenticate count as one consumer. */
    CONSUMER,

    /** Does not apply to a consumer without a group. */
    CONSUMER_GROUP,

    ROUTE,

    /** By the catalogue's name; under a wildcard each name asked for is a model. */
    MODEL,

    /** Does not apply where a provider is called without a key. */
    PROVIDER_KEY,

    /** All calls together. */
    ORGANISATION

}
