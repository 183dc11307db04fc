package llmgateway.budget.archive;

import java.time.Duration;
import java.util.List;

import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.UsageResult;

/**
 * A ledger that one node at a time keeps to its retention. Blocking within the store's
 * time limit; never throws for a store that is away.
 */
public interface KeptLedger {

    /**
     * Takes or renews the right to keep the ledger. A ledger that some node archives is
     * not given to one that does not.
     * @param archives whether this node writes an archive
     * @param lease for how long, from now, no other node gets it
     */
    Turn turn(boolean archives, Duration lease);

    /**
     * Notes that everything up to an entry is archived, if this node still has the turn,
     * and renews it.
     */
    Turn archived(EntryId last, Duration lease);

    /**
     * Entries in the order written.
     * @param most so many at once
     */
    UsageResult<List<LedgerRecord>> after(EntryId id, int most);

    /**
     * Drops entries older than their retention, of an archived ledger only those that are
     * in the archive. A remainder of some hundred may stay.
     * @return how many
     */
    UsageResult<Long> trim(Duration retention);

    /** What a node is told that wants to keep the ledger. */
    sealed interface Turn {

        /**
         * It is this node's.
         *
         * @param archivedTo the last entry in the archive
         */
        record Mine(EntryId archivedTo) implements Turn {
        }

        /** Another node has it. */
        record AnotherNodes() implements Turn {
        }

        /**
         * Other nodes archive this ledger and this one does not.
         *
         * @param archivedTo the last entry in the archive
         */
        record ArchivedElsewhere(EntryId archivedTo) implements Turn {
        }

        /** The store cannot be asked now. */
        record Away() implements Turn {
        }

    }

}
