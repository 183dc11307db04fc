package llmgateway.budget.account;

import java.time.Duration;
import java.util.List;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;

/**
 * @param ticket new for each call; what every later verb is found by
 * @param holds on 0 to 16 different accounts; the money accounts all hold the same
 * amount, because a call has one cost
 * @param lease how long until the ticket counts as lost and is settled at what it holds,
 * by the store's clock; 1 ms to 24 h
 * @param entry what the ledger shall say should the ticket get lost
 */
public record HoldRequest(Organisation organisation, Ticket ticket, List<AccountHold> holds, Duration lease,
        LedgerEntry entry) {

    /** On so many accounts a call can hold at most. */
    public static final int MOST_ACCOUNTS = 16;

    public HoldRequest {
        holds = Holds.checked(holds);
        Leases.requireLease(lease);
    }

}
