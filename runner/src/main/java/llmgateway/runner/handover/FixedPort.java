package llmgateway.runner.handover;

/**
 * A port whose number is configured: a runner that takes over needs it while its
 * predecessor still finishes calls. Thread-safe.
 */
public interface FixedPort {

    /** Whether a request is still to come that only this process can answer. */
    default boolean isAwaited() {
        return false;
    }

    /** Returns when the port is free; requests on open connections are answered on. */
    void release();

    /** Whether requests run. */
    boolean isBusy();

}
