package llmgateway.budget.account;

/** What became of a release. */
public sealed interface ReleaseResult permits ReleaseResult.Released, Closed, Unavailable {

    /**
     * Nothing is held under the ticket, nothing was charged, and no hold can come late.
     */
    record Released() implements ReleaseResult {
    }

}
