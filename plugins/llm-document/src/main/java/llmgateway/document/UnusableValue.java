package llmgateway.document;

/** A value that does not fit its field. */
public final class UnusableValue extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param requirement such as {@code must be a whole number}; never quotes what may be
     * a secret
     */
    public UnusableValue(String requirement) {
        super(requirement, null, false, false);
    }

    public String requirement() {
        return String.valueOf(getMessage());
    }

}
