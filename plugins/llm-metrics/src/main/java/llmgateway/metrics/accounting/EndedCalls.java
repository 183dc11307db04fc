package llmgateway.metrics.accounting;

/**
 * Told of every call that was carried, once, when it is over. Thread-safe, does not
 * block.
 */
@FunctionalInterface
public interface EndedCalls {

    void ended(EndedCall call);

}
