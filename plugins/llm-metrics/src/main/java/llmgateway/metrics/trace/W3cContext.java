package llmgateway.metrics.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import llmgateway.core.http.Headers;
import llmgateway.core.trace.CallTrace;
import org.jspecify.annotations.Nullable;

/** Reads and writes W3C Trace Context. */
final class W3cContext {

    /** The longest {@code tracestate} that whoever passes it on has to keep. */
    private static final int LONGEST_STATE = 512;

    private static final W3CTraceContextPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String key) {
            return (headers != null) ? headers.get(key) : null;
        }

    };

    private W3cContext() {
    }

    /** Whose child a request is; empty where its headers name no one, or several. */
    static Optional<SpanContext> read(Headers headers) {
        List<String> parents = headers.all(CallTrace.TRACEPARENT);
        if (parents.size() != 1) {
            return Optional.empty();
        }
        String state = String.join(",", headers.all(CallTrace.TRACESTATE));
        return parse(parents.getFirst(), (state.length() > LONGEST_STATE) ? "" : state);
    }

    private static Optional<SpanContext> parse(String traceparent, String tracestate) {
        Map<String, String> headers = new HashMap<>();
        headers.put(CallTrace.TRACEPARENT, traceparent);
        headers.put(CallTrace.TRACESTATE, tracestate);
        SpanContext context = Span.fromContext(PROPAGATOR.extract(Context.root(), headers, GETTER)).getSpanContext();
        return context.isValid() ? Optional.of(context) : Optional.empty();
    }

    /** As {@code tracestate} has it; empty for none. */
    static Optional<String> text(TraceState state) {
        return state.isEmpty() ? Optional.empty()
                : Optional.of(state.asMap()
                    .entrySet()
                    .stream()
                    .map((member) -> member.getKey() + "=" + member.getValue())
                    .collect(Collectors.joining(",")));
    }

    /** The call's own span. */
    static SpanContext ofCall(CallTrace trace) {
        return parse(trace.traceparent(), trace.state().orElse("")).orElse(SpanContext.getInvalid());
    }

    /** The span that the call's own is a child of; not valid where it is none. */
    static SpanContext ofParent(CallTrace trace) {
        return trace.parentSpanId()
            .flatMap((parent) -> parse(
                    new CallTrace(trace.traceId(), parent, Optional.empty(), trace.sampled(), trace.state())
                        .traceparent(),
                    trace.state().orElse("")))
            .orElse(SpanContext.getInvalid());
    }

}
