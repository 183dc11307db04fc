package llmgateway.core.ledger;

import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;
import llmgateway.core.usage.Usage;

/**
 * What a call came to.
 *
 * @param usage what counts against limits on tokens
 * @param cost what counts against limits on money
 * @param entry what the ledger shall say, whole: it replaces what was noted at admission
 */
public record CallSettlement(Ticket ticket, Usage usage, Money cost, LedgerEntry entry) {
}
