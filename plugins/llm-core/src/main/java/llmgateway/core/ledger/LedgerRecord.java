package llmgateway.core.ledger;

import java.time.Instant;

import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

/**
 * A ledger entry as it was written.
 *
 * @param id in the order written
 * @param at when it was written, by the store's clock
 * @param reason {@code settled}, {@code expired} or {@code restored}
 * @param charge taken from each money account
 * @param held on each money account when the call ended
 * @param entry what the caller had it say
 */
public record LedgerRecord(String id, Instant at, Ticket ticket, String reason, Money charge, Money held,
        LedgerEntry entry) {
}
