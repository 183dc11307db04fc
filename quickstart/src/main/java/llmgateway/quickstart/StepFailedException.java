package llmgateway.quickstart;

/** Something is not as the tour says it should be. */
final class StepFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    StepFailedException(String message) {
        super(message);
    }

}
