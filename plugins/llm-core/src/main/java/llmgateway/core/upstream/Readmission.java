package llmgateway.core.upstream;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Reject;

/**
 * Lets a call whose attempt failed make another, which may cost something else. Blocks as
 * long as the store of accounts may. Thread-safe.
 */
@FunctionalInterface
public interface Readmission {

    /** For calls that count against nothing. */
    Readmission FREE = (ticket, attempt, request) -> new Readmitted.Held(RunningHold.WHOLE);

    /**
     * Holds for the attempt under a ticket of its own, by which it is reported then. To
     * be asked when the attempt before has been reported, so that nothing is held for
     * that any more.
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
