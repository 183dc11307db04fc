package llmgateway.metrics.trace;

/** Told of spans that no collector gets. Thread-safe, does not block. */
@FunctionalInterface
public interface LostSpans {

    /**
     * @param count 1 or more
     */
    void lost(SpanLoss loss, int count);

}
