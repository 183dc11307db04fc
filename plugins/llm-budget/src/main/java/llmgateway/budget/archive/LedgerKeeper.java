package llmgateway.budget.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.archive.KeptLedger.Turn;
import llmgateway.budget.loop.Loop;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageResult.Read;

/**
 * Archives new entries of the ledger and drops old ones, as long as it is this node's
 * turn. An archive that cannot be written keeps the ledger whole: that is logged once and
 * counted each time, until it can be written again.
 */
public final class LedgerKeeper implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(LedgerKeeper.class);

    private static final int PAGE = 1000;

    private static final Duration SHORTEST_LEASE = Duration.ofMinutes(1);

    private static final Duration OVER = Duration.ofMillis(1);

    private final KeptLedger ledger;

    private final LedgerSettings settings;

    private final Duration lease;

    private final BudgetEvents events;

    private Optional<Loop> loop = Optional.empty();

    private volatile boolean keeping;

    private boolean failing;

    private boolean saidArchivedElsewhere;

    LedgerKeeper(KeptLedger ledger, LedgerSettings settings, BudgetEvents events) {
        this.ledger = ledger;
        this.settings = settings;
        this.events = events;
        Duration threeRounds = settings.interval().multipliedBy(3);
        this.lease = (threeRounds.compareTo(SHORTEST_LEASE) > 0) ? threeRounds : SHORTEST_LEASE;
    }

    public static LedgerKeeper start(KeptLedger ledger, LedgerSettings settings, BudgetEvents events) {
        LedgerKeeper keeper = new LedgerKeeper(ledger, settings, events);
        keeper.loop = Optional.of(Loop.start("llm-ledger-keeper", settings.interval(), keeper::round));
        return keeper;
    }

    /** One round; for one thread. */
    void round() {
        Turn turn = this.ledger.turn(this.settings.archive().isPresent(), this.lease);
        this.keeping = turn instanceof Turn.Mine;
        switch (turn) {
            case Turn.Mine(EntryId archivedTo) -> {
                this.settings.archive().ifPresent((directory) -> archive(directory, archivedTo));
                trim();
            }
            case Turn.ArchivedElsewhere(EntryId archivedTo) -> sayArchivedElsewhere(archivedTo);
            case Turn.AnotherNodes() -> logger.debug("another node keeps the ledger");
            case Turn.Away() -> logger.debug("the ledger cannot be kept while its store is away");
        }
    }

    private void archive(Path directory, EntryId archivedTo) {
        try (LedgerArchive archive = LedgerArchive.open(directory, archivedTo)) {
            int written = archive(archive);
            if (written > 0) {
                this.events.ledgerArchived(written);
            }
            if (this.failing) {
                logger.info("the ledger is archived again");
                this.failing = false;
            }
        }
        catch (IOException | IllegalArgumentException ex) {
            this.events.ledgerArchiveFailed();
            if (!this.failing) {
                logger.error("the ledger cannot be archived; it grows in Redis until it can: {}", ex.toString());
                this.failing = true;
            }
        }
    }

    private int archive(LedgerArchive archive) throws IOException {
        EntryId reached = archive.readOnFrom();
        int written = 0;
        while (this.ledger.after(reached, PAGE) instanceof Read<List<LedgerRecord>>(List<LedgerRecord> page)
                && !page.isEmpty()) {
            written += archive.append(page);
            reached = EntryId.parse(page.getLast().id());
            if (!(this.ledger.archived(reached, this.lease) instanceof Turn.Mine)) {
                break;
            }
        }
        return written;
    }

    private void trim() {
        if (this.ledger.trim(this.settings.retention()) instanceof UsageResult.Read<Long>(Long dropped)
                && dropped > 0) {
            this.events.ledgerTrimmed(dropped);
            logger.info("{} entries left the ledger, older than {} days{}", dropped, this.settings.retention().toDays(),
                    this.settings.archive().isPresent() ? "; they are in the archive" : "; there is no archive");
        }
    }

    private void sayArchivedElsewhere(EntryId archivedTo) {
        if (!this.saidArchivedElsewhere) {
            logger.info("other nodes archive the ledger, to {} so far; this one has no llm.ledger.archive.directory"
                    + " and leaves it alone", archivedTo);
            this.saidArchivedElsewhere = true;
        }
    }

    /** Lets another node have the turn at once. */
    @Override
    public void close() {
        this.loop.ifPresent(Loop::close);
        if (this.keeping && this.loop.filter(Loop::isRunning).isEmpty()) {
            this.ledger.turn(this.settings.archive().isPresent(), OVER);
        }
    }

}
