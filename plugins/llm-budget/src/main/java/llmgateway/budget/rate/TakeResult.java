package llmgateway.budget.rate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import llmgateway.budget.account.Unavailable.Reason;

/** What came of taking. */
public sealed interface TakeResult {

    /**
     * @param levels right after, in the order of the request
     */
    record Taken(List<RateLevel> levels) implements TakeResult {

        public Taken {
            levels = List.copyOf(levels);
        }

    }

    /**
     * Nothing was taken.
     *
     * @param refusals the buckets with too little in them, at least one
     */
    record Refused(List<Refusal> refusals) implements TakeResult {

        public Refused {
            refusals = List.copyOf(refusals);
        }

    }

    /** The store could not be asked; nothing is known to have been taken. */
    record Unavailable(Reason reason) implements TakeResult {
    }

    /**
     * @param asked for
     * @param retryAfter until there is enough if nobody else takes any; empty if the
     * bucket is too small ever to hold so much
     */
    record Refusal(RateLevel level, long asked, Optional<Duration> retryAfter) {
    }

}
