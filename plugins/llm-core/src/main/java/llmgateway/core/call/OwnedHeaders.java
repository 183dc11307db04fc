package llmgateway.core.call;

/**
 * Headers that belong to the gateway: overwritten or removed whatever a client sends. No
 * hyphens in those that steer: APISIX 3.18 keeps a variable such as {@code $http_x_tier}
 * as first read, so a client could pin a hyphenated one.
 */
public final class OwnedHeaders {

    /** Id of the APISIX upstream that {@code traffic-split} picks. */
    public static final String UPSTREAM = "LlmUpstream";

    /** The call's ticket: finds its reservation, and on the relay its plan. */
    public static final String TICKET = "LlmTicket";

    /** Response header: names the call. */
    public static final String CALL_ID = "x-llm-call-id";

    /** Response header: the provider that was chosen. */
    public static final String PROVIDER = "x-llm-provider";

    /** Response header: the model name that was sent to the provider. */
    public static final String MODEL = "x-llm-model";

    /** Response header: {@code direct} or {@code relay}. */
    public static final String WAY = "x-llm-way";

    /** Response header: how many attempts were made, where it is more than one. */
    public static final String ATTEMPTS = "x-llm-attempts";

    /**
     * Response header: what the client asked for and the provider's API cannot do, so
     * that it was left out.
     */
    public static final String DROPPED = "x-llm-dropped";

    /** Response header of a refusal: the name of the limit. */
    public static final String LIMIT = "x-llm-limit";

    /** Response header: what is left in US dollars under the tightest spend limit. */
    public static final String BUDGET_REMAINING = "x-llm-budget-remaining-usd";

    /** Response header: spend limits past a warning level, such as {@code team=80%}. */
    public static final String BUDGET_WARNING = "x-llm-budget-warning";

    private OwnedHeaders() {
    }

}
