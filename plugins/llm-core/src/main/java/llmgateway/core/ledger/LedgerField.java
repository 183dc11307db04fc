package llmgateway.core.ledger;

import java.util.Locale;

/**
 * The fields of a ledger entry, each in one place. Absent where there is nothing to say.
 */
public enum LedgerField {

    /** The call's id, as the client was told it. */
    CALL_ID,

    /** When it was admitted, in ISO 8601. */
    ADMITTED_AT,

    CONSUMER, CONSUMER_GROUP, ROUTE,

    /** Name of {@link llmgateway.core.call.Endpoint} in lower case. */
    ENDPOINT,

    /** 1 or 0. */
    STREAM,

    /** The name the client wrote. */
    MODEL_ASKED,

    /** The catalogue's name: what reports go by. */
    MODEL,

    /** The name that was sent to the provider. */
    MODEL_SENT,

    /** The name that the provider says it answered with. */
    MODEL_ANSWERED,

    PROVIDER,

    /** {@link llmgateway.core.call.Dialect} of the provider in lower case. */
    PROVIDER_DIALECT,

    /** Name of the provider's key, never the key. */
    PROVIDER_KEY,

    /** The price at admission, as {@link llmgateway.core.price.PriceText} writes it. */
    PRICE,

    /** 1 where the price is the operator's default for models without one. */
    PRICED_BY_DEFAULT,

    /**
     * What it uses at most, as {@link llmgateway.core.usage.UsageText} writes it; only
     * while the call runs, or where nobody reported its end.
     */
    WORST_CASE,

    /** What was reserved at admission, in nano-dollars. */
    RESERVED,

    /** The caller's own {@code user} or {@code metadata.user_id}. */
    USER,

    /** The caller's own tags, as {@link TagsText} joins them. */
    TAGS,

    /** The service tier that was billed. */
    SERVICE_TIER,

    /** Usage by meter, as JSON with the meters' names in lower case. */
    USAGE,

    /** 1 where the charge does not rest on usage that the provider reported. */
    ESTIMATED,

    /**
     * HTTP status that the client got, or would have got; none of an attempt that another
     * made superfluous.
     */
    STATUS,

    /**
     * How it ended: {@code answered}, {@code unreachable}, {@code broken},
     * {@code timed_out}, {@code budget_spent}, {@code hedge_lost}, {@code client_gone}.
     */
    OUTCOME,

    /** In milliseconds. */
    DURATION_MS,

    /**
     * Milliseconds to the first token, or to the first byte where tokens were not seen.
     */
    FIRST_TOKEN_MS,

    /** How many attempts were made. */
    ATTEMPTS,

    /** {@code direct} or {@code relay}. */
    WAY,

    /** Host and port that the call was sent to first, as {@code host:port}. */
    SERVER,

    /** The trace that the call belongs to: 32 hexadecimal digits. */
    TRACE_ID,

    /** The call's own span in it, and whose child that is. */
    SPAN_ID, PARENT_SPAN_ID,

    /** 1 where the call's spans are recorded, else 0. */
    TRACE_SAMPLED,

    /** The header {@code tracestate} that the call came with. */
    TRACE_STATE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

}
