package llmgateway.budget.account;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;

/**
 * What a call came to.
 *
 * @param charge its cost, at most {@link Account#LARGEST} nano-dollars; taken in full
 * even where it is more than was held
 * @param entry what the ledger shall say
 */
public record Settlement(Organisation organisation, Ticket ticket, Money charge, LedgerEntry entry) {

    public Settlement {
        Account.requireExact("charge", charge.nanos());
    }

}
