package llmgateway.metrics.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.trace.CallTrace;
import llmgateway.core.trace.CallTracing;

/**
 * Takes each call into the trace of whoever sent it, or begins one. A call that comes
 * within a trace is recorded if its sender's span is; of the others a share.
 */
public final class W3cCallTracing implements CallTracing {

    private final Sampler sampler;

    private final boolean tellsProviders;

    private final IdGenerator ids = IdGenerator.random();

    /**
     * @param ratio the share of traces that begin here to record, 0 to 1
     * @param tellsProviders whether providers are told of the trace
     */
    public W3cCallTracing(double ratio, boolean tellsProviders) {
        this.sampler = Sampler.parentBased(Sampler.traceIdRatioBased(ratio));
        this.tellsProviders = tellsProviders;
    }

    @Override
    public Optional<CallTrace> begin(Headers request) {
        Optional<SpanContext> parent = W3cContext.read(request);
        String traceId = parent.map(SpanContext::getTraceId).orElseGet(this.ids::generateTraceId);
        Context context = parent.map((span) -> Context.root().with(Span.wrap(span))).orElse(Context.root());
        boolean sampled = this.sampler
            .shouldSample(context, traceId, "", SpanKind.SERVER, Attributes.empty(), List.of())
            .getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
        return Optional.of(new CallTrace(traceId, this.ids.generateSpanId(), parent.map(SpanContext::getSpanId),
                sampled, parent.map(SpanContext::getTraceState).flatMap(W3cContext::text)));
    }

    @Override
    public List<Header> providerHeaders(CallTrace trace) {
        if (!this.tellsProviders) {
            return List.of();
        }
        List<Header> headers = new ArrayList<>(2);
        headers.add(new Header(CallTrace.TRACEPARENT, trace.traceparent()));
        trace.state().ifPresent((state) -> headers.add(new Header(CallTrace.TRACESTATE, state)));
        return headers;
    }

}
