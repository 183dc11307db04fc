package llmgateway.core.call;

/**
 * The call's connection or its time is gone; whoever sees this has nothing more to
 * answer.
 */
public final class CallAbandoned extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CallAbandoned(String message) {
        super(message, null, false, false);
    }

}
