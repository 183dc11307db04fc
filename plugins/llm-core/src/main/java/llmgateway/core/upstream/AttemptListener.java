package llmgateway.core.upstream;

/**
 * Told of attempts at targets: of each that is sent, that it starts and once how it
 * ended. Implementations are thread-safe, do not block and do not throw.
 */
public interface AttemptListener {

    /** Not told of calls that APISIX carries. */
    default void attemptStarted(Attempted attempted) {
    }

    /**
     * An attempt was started beside another that has not answered yet. Told after
     * {@link #attemptStarted}.
     */
    default void hedgeStarted(Attempted attempted) {
    }

    /**
     * An attempt that was started beside another answered the client first. Told before
     * {@link #attemptEnded}.
     */
    default void hedgeWon(Attempted attempted) {
    }

    void attemptEnded(Attempted attempted, AttemptEnd end);

}
