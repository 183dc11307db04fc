package llmgateway.metrics.report;

/** A parameter of a report cannot be honoured. */
public final class UnusableParameter extends Exception {

    private static final long serialVersionUID = 1L;

    private final String parameter;

    /**
     * @param requirement what it must be, to follow its name
     */
    UnusableParameter(String parameter, String requirement) {
        super("'" + parameter + "' " + requirement, null, false, false);
        this.parameter = parameter;
    }

    public String parameter() {
        return this.parameter;
    }

}
