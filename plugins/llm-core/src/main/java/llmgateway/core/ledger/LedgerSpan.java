package llmgateway.core.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of a ledger there are.
 *
 * @param keptSince time of the oldest one that can be asked for; empty where there is
 * none
 * @param archivedTo time of the last one that is in the archive; empty where nothing is
 */
public record LedgerSpan(Optional<Instant> keptSince, Optional<Instant> archivedTo) {

    public static final LedgerSpan EMPTY = new LedgerSpan(Optional.empty(), Optional.empty());

}
