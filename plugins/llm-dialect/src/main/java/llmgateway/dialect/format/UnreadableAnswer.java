package llmgateway.dialect.format;

/** An answer that is none of the API that the provider speaks. */
public final class UnreadableAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param problem for the log; nothing of the answer's text
     */
    public UnreadableAnswer(String problem) {
        super(problem, null, false, false);
    }

}
