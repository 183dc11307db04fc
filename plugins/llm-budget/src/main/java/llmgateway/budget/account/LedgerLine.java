package llmgateway.budget.account;

import java.util.List;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;

/**
 * One ledger entry as written: the charges of all lines that name an account and window
 * add up to what that account has used in it.
 *
 * @param id in the order written
 * @param reason never {@link Ending.Kind#RELEASED}: what cost nothing has no entry
 * @param charge taken from each money account
 * @param held on each money account when the ticket ended
 * @param accounts on the ticket when it ended
 * @param entry what the caller had it say
 */
public record LedgerLine(String id, Ticket ticket, Ending.Kind reason, Money charge, Money held,
        List<Reservation> accounts, LedgerEntry entry) {

    public LedgerLine {
        accounts = List.copyOf(accounts);
    }

    /** Whether the call cost more than it held. */
    public boolean over() {
        return this.charge.isMoreThan(this.held);
    }

}
