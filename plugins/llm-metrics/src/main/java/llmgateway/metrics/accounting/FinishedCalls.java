package llmgateway.metrics.accounting;

/**
 * Told of every finished call, once as far as this node can know. Thread-safe, does not
 * block.
 */
@FunctionalInterface
public interface FinishedCalls {

    void finished(FinishedCall call);

}
