package llmgateway.core.upstream;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Reject;

/**
 * Lets a call make another attempt, which may cost something else: after one that failed,
 * or beside one that has not answered yet. Blocks as long as the store of accounts may.
 * Thread-safe.
 */
@FunctionalInterface
public interface Readmission {

    /** For calls that count against nothing. */
    Readmission FREE = (ticket, attempt, request) -> new Readmitted.Held(RunningHold.WHOLE);

    /**
     * Holds for the attempt under a ticket of its own, by which it is reported then. To
     * be asked when an attempt that failed has been reported, so that nothing is held for
     * that any more; for one that still runs, its own hold stands beside this.
     * @param ticket new
     */
    Readmitted readmit(Ticket ticket, PlannedAttempt attempt, UpstreamRequest request);

    /** Whether another attempt may be made. */
    sealed interface Readmitted {

        record Held(RunningHold hold) implements Readmitted {
        }

        /**
         * It may not, and nothing is held.
         */
        record Refused(Reject reject) implements Readmitted {
        }

    }

}
