package llmgateway.budget.account;

import java.time.Instant;
import java.util.List;

/** What became of a hold. */
public sealed interface HoldResult permits HoldResult.Held, HoldResult.Refused, Closed, Unavailable {

    /**
     * All of it is held.
     *
     * @param balances of the ticket's accounts right after, in the order of the request
     * @param leaseEnd by the store's clock
     */
    record Held(List<Balance> balances, Instant leaseEnd) implements HoldResult, ResizeResult {

        public Held {
            balances = List.copyOf(balances);
        }

    }

    /**
     * None of it is held (of a resize: what was held before still is).
     *
     * @param exhausted the accounts with too little left, in the order of the request, at
     * least one
     */
    record Refused(List<Balance> exhausted) implements HoldResult, ResizeResult {

        public Refused {
            exhausted = List.copyOf(exhausted);
        }

    }

}
