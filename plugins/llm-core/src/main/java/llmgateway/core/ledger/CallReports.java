package llmgateway.core.ledger;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Ticket;

/**
 * Told once how each carried call ended. Thread-safe. May block as long as the store of
 * accounts may, and does not throw; a call without admission is none of its business.
 */
public interface CallReports {

    CallReports NONE = new CallReports() {

        @Override
        public void ended(CallReport report) {
        }

        @Override
        public void neverSent(Ticket ticket) {
        }

    };

    void ended(CallReport report);

    /** The call was admitted, but no request of it was ever sent to a provider. */
    void neverSent(Ticket ticket);

    /**
     * An attempt was admitted but not made, as the budget does not cover all of its
     * answer. Another may follow; {@link #gaveUp} is told if none does.
     */
    default void leftOut(Ticket ticket) {
        neverSent(ticket);
    }

    /** After a report of an attempt that was to be followed by another: none was. */
    default void gaveUp(CallId call) {
    }

}
