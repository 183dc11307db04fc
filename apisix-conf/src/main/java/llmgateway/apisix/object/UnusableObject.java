package llmgateway.apisix.object;

/** A file that holds no object; the message names it. */
public final class UnusableObject extends Exception {

    private static final long serialVersionUID = 1L;

    public UnusableObject(String message) {
        super(message);
    }

}
