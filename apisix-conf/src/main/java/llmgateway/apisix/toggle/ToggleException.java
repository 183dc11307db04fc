package llmgateway.apisix.toggle;

/** A switch that cannot be made; the message says why. */
public final class ToggleException extends Exception {

    private static final long serialVersionUID = 1L;

    ToggleException(String message) {
        super(message);
    }

}
