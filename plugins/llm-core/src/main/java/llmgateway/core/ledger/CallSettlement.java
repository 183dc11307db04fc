package llmgateway.core.ledger;

import java.util.Optional;

import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;
import llmgateway.core.usage.Usage;

/**
 * What a call came to.
 *
 * @param usage what counts against limits on tokens; empty where it is not known, and
 * what was taken stays taken
 * @param cost what counts against limits on money
 * @param entry what the ledger shall say, whole: it replaces what was noted at admission
 */
public record CallSettlement(Ticket ticket, Optional<Usage> usage, Money cost, LedgerEntry entry) {
}
