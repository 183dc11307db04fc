package llmgateway.core.trace;

import java.util.Optional;

/**
 * Where a call stands in a distributed trace, as W3C Trace Context names it
 * (Recommendation of 23 November 2021).
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId of the call's own span: 16 lower-case hexadecimal digits
 * @param parentSpanId whose child the call is; empty where the trace begins here
 * @param sampled whether the call's spans are recorded
 * @param state the header {@code tracestate}, passed on as it came
 */
public record CallTrace(String traceId, String spanId, Optional<String> parentSpanId, boolean sampled,
        Optional<String> state) {

    public static final String TRACEPARENT = "traceparent";

    public static final String TRACESTATE = "tracestate";

    /** The header {@value #TRACEPARENT} for whom the call calls. */
    public String traceparent() {
        return "00-" + this.traceId + "-" + this.spanId + (this.sampled ? "-01" : "-00");
    }

}
