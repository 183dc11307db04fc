package llmgateway.core.upstream;

/** How an attempt at a target ended. */
public sealed interface AttemptOutcome {

    /**
     * @param status the HTTP status the provider answered with
     */
    record Answered(int status) implements AttemptOutcome {
    }

    /**
     * The provider could not be reached, or the connection broke before a whole answer.
     */
    record Broken() implements AttemptOutcome {
    }

    /** The provider did not answer in time. */
    record TimedOut() implements AttemptOutcome {
    }

    /** The client went away first; says nothing about the provider. */
    record ClientGone() implements AttemptOutcome {
    }

}
