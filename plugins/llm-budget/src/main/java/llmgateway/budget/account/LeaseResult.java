package llmgateway.budget.account;

import java.time.Instant;

/** What became of a lease's extension. */
public sealed interface LeaseResult permits LeaseResult.Extended, Closed, Unknown, Unavailable {

    /**
     * @param leaseEnd by the store's clock
     */
    record Extended(Instant leaseEnd) implements LeaseResult {
    }

}
