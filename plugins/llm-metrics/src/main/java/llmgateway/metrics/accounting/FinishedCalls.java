package llmgateway.metrics.accounting;

import llmgateway.core.call.CallId;

/**
 * Told of every finished call, once as far as this node can know. Thread-safe, does not
 * block.
 */
@FunctionalInterface
public interface FinishedCalls {

    void finished(FinishedCall call);

    /** No attempt followed the last one told of, though one was to. */
    default void gaveUp(CallId call) {
    }

}
