package llmgateway.relay;

import llmgateway.core.call.Ticket;
import llmgateway.core.error.Reject;
import llmgateway.relay.answer.Coverage;

/** Whether an attempt may be made. */
sealed interface Admission {

    /**
     * It may: what it can cost is held under the ticket.
     *
     * @param coverage of its answer
     */
    record Granted(Ticket ticket, Coverage coverage) implements Admission {
    }

    /** It may not, and nothing is held for it. */
    record Refused(Reject reject) implements Admission {
    }

}
