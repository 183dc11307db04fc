package llmgateway.metrics.trace;

import java.util.function.Supplier;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.IdGenerator;

/**
 * Gives a call's span the ids that the call was admitted under, which others may have
 * been told since; all other spans get random ones. Thread-safe.
 */
final class AssignedIds implements IdGenerator {

    private final IdGenerator random = IdGenerator.random();

    private final ThreadLocal<SpanContext> assigned = ThreadLocal.withInitial(SpanContext::getInvalid);

    /** Starts one span under these ids. */
    <T> T under(SpanContext ids, Supplier<T> start) {
        this.assigned.set(ids);
        try {
            return start.get();
        }
        finally {
            this.assigned.remove();
        }
    }

    @Override
    public String generateSpanId() {
        SpanContext ids = this.assigned.get();
        return ids.isValid() ? ids.getSpanId() : this.random.generateSpanId();
    }

    @Override
    public String generateTraceId() {
        SpanContext ids = this.assigned.get();
        return ids.isValid() ? ids.getTraceId() : this.random.generateTraceId();
    }

}
