package llmgateway.budget.limit;

/** What becomes of a call while Redis cannot be asked. */
public enum OnRedisFailure {

    /** Refused. */
    DENY,

    /** Let through, not counted against this limit. */
    ALLOW,

    /** Counted in this node's memory until Redis is back. */
    LOCAL

}
