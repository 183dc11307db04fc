package llmgateway.budget.account;

import java.time.Instant;
import java.util.List;

import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;

/** What is known of a ticket. */
public sealed interface FindResult permits FindResult.Open, Closed, Unknown, Unavailable {

    /**
     * @param held on each of its money accounts
     * @param accounts it holds on; may be none
     * @param entry what the ledger shall say should the ticket get lost
     * @param leaseEnd by the store's clock
     */
    record Open(Money held, List<Reservation> accounts, LedgerEntry entry, Instant leaseEnd) implements FindResult {

        public Open {
            accounts = List.copyOf(accounts);
        }

    }

}
