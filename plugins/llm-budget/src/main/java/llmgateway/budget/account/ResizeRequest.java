package llmgateway.budget.account;

import java.time.Duration;
import java.util.List;

import llmgateway.core.call.Ticket;

/**
 * @param sequence 1 for a ticket's first resize, then one more each time
 * @param holds everything the ticket shall hold from now on, as in {@link HoldRequest}
 * @param lease from now, as in {@link HoldRequest}
 */
public record ResizeRequest(Organisation organisation, Ticket ticket, int sequence, List<AccountHold> holds,
        Duration lease) {

    public ResizeRequest {
        holds = Holds.checked(holds);
        Leases.requireLease(lease);
        if (sequence < 1) {
            throw new IllegalArgumentException("a resize has a sequence number from 1");
        }
    }

}
