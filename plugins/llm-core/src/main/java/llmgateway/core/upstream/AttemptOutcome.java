package llmgateway.core.upstream;

/** How an attempt at a target ended. */
public sealed interface AttemptOutcome {

    /** Whether it is the target's fault, or that of the key it was called with. */
    default boolean isFailure() {
        return switch (this) {
            case Answered(int status) -> status >= 500 || status == 429 || status == 401 || status == 403;
            case Unreachable unreachable -> true;
            case Broken broken -> true;
            case TimedOut timedOut -> true;
            case BudgetSpent spent -> false;
            case HedgeLost lost -> false;
            case ClientGone gone -> false;
        };
    }

    /** Whether it was ended before the target could show how it does. */
    default boolean isCutShort() {
        return this instanceof HedgeLost || this instanceof ClientGone;
    }

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

    /**
     * Another attempt, made at the same time, answered the client first; says nothing
     * about the provider.
     *
     * @param mayHaveRun false where the provider cannot have seen anything of the request
     */
    record HedgeLost(boolean mayHaveRun) implements AttemptOutcome {
    }

    /** The client went away first; says nothing about the provider. */
    record ClientGone() implements AttemptOutcome {
    }

}
