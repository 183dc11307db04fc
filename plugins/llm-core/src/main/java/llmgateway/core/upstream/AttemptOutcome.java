package llmgateway.core.upstream;

/** How an attempt at a target ended. */
public sealed interface AttemptOutcome {

    /**
     * @param status the HTTP status the provider answered with
     */
    record Answered(int status) implements AttemptOutcome {
    }

    /** No connection came about, so nothing of the request reached the provider. */
    record Unreachable() implements AttemptOutcome {
    }

    /** The connection broke, or the answer was unusable, after the request was sent. */
    record Broken() implements AttemptOutcome {
    }

    /** The provider did not answer in time. */
    record TimedOut() implements AttemptOutcome {
    }

    /**
     * The gateway ended the answer, as the call could hold no more for the rest of it;
     * says nothing about the provider.
     */
    record BudgetSpent() implements AttemptOutcome {
    }

    /** The client went away first; says nothing about the provider. */
    record ClientGone() implements AttemptOutcome {
    }

}
