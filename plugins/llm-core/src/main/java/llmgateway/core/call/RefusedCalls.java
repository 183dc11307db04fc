package llmgateway.core.call;

/**
 * Told of every call that the plugins or their pipeline refused, once. Thread-safe, does
 * not block and does not throw.
 */
@FunctionalInterface
public interface RefusedCalls {

    void refused(RefusedCall call);

}
