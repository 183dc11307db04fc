package llmgateway.metrics.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * Writes spans of what is over already: sampling was decided at the begin, maybe in
 * another process. Thread-safe; does not block but when it closes.
 */
public final class SpanWriter implements AutoCloseable {

    private static final String SCOPE = "llm-gateway";

    /** For what still waits; the collector may be away. */
    private static final Duration LAST_EXPORT = Duration.ofSeconds(3);

    private final AssignedIds ids = new AssignedIds();

    private final SdkTracerProvider provider;

    private final Tracer tracer;

    /**
     * @param resource what the gateway says of itself, such as {@code service.name}
     * @param longestText of an attribute, in characters
     */
    public SpanWriter(SpanExporter exporter, QueueSettings queue, LostSpans lost, Attributes resource,
            int longestText) {
        this.provider = SdkTracerProvider.builder()
            .setIdGenerator(this.ids)
            .setSampler(Sampler.alwaysOn())
            .setResource(Resource.getDefault().merge(Resource.create(resource)))
            .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(longestText).build())
            .addSpanProcessor(new SpanQueue(exporter, queue, lost))
            .build();
        this.tracer = this.provider.get(SCOPE);
    }

    /**
     * The span of a call, under its own ids.
     * @param parent not valid where it has none
     */
    void call(String name, SpanContext own, SpanContext parent, Interval time, Attributes attributes) {
        Context context = parent.isValid() ? Context.root().with(Span.wrap(parent)) : Context.root();
        end(this.ids.under(own, () -> start(name, SpanKind.SERVER, context, time, attributes)), time, attributes);
    }

    /** The span of an attempt. */
    void attempt(String name, SpanContext call, Interval time, Attributes attributes) {
        Context context = Context.root().with(Span.wrap(call));
        end(start(name, SpanKind.CLIENT, context, time, attributes), time, attributes);
    }

    private Span start(String name, SpanKind kind, Context parent, Interval time, Attributes attributes) {
        return this.tracer.spanBuilder(name)
            .setSpanKind(kind)
            .setParent(parent)
            .setStartTimestamp(time.begin())
            .setAllAttributes(attributes)
            .startSpan();
    }

    private static void end(Span span, Interval time, Attributes attributes) {
        if (attributes.get(SpanAttribute.ERROR_TYPE) != null) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(time.begin().plus(time.duration()));
    }

    /** Sends what waits, for a few seconds at most. */
    @Override
    public void close() {
        this.provider.shutdown().join(LAST_EXPORT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When something was. */
    record Interval(Instant begin, Duration duration) {
    }

}
