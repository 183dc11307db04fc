package llmgateway.budget.settlement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.settlement.journal.Journal;
import llmgateway.budget.settlement.journal.JournalLine.Settled;
import llmgateway.budget.settlement.journal.JournalSettings;
import llmgateway.core.ledger.Settlements.Settling;

/**
 * Tells the store again what it may have lost: at the start what an earlier process did
 * not bring to it, and after each outage what was settled in the minutes before, since a
 * failover may have lost what the store had acknowledged. By ticket, so that what it has
 * not lost changes nothing. Used by one thread.
 */
final class JournalReplay {

    private static final Logger logger = LoggerFactory.getLogger(JournalReplay.class);

    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final Duration BETWEEN_DELETIONS = Duration.ofMinutes(1);

    private final Organisation organisation;

    private final Journal journal;

    private final JournalSettings settings;

    private final CallEndings endings;

    private final StoreOutage outage;

    private final InstantSource clock;

    private boolean startedFromEarlier;

    private Instant nextDeletion;

    JournalReplay(Organisation organisation, Journal journal, JournalSettings settings, CallEndings endings,
            StoreOutage outage, InstantSource clock) {
        this.organisation = organisation;
        this.journal = journal;
        this.settings = settings;
        this.endings = endings;
        this.outage = outage;
        this.clock = clock;
        this.nextDeletion = clock.instant();
    }

    /**
     * @throws UncheckedIOException if the journal cannot be read; to be tried again
     */
    void tick() {
        if (!this.journal.isOpen()) {
            return;
        }
        try {
            if (!this.startedFromEarlier) {
                startFromEarlier();
                this.startedFromEarlier = true;
            }
            replayAfterOutage();
        }
        catch (IOException ex) {
            throw new UncheckedIOException("the journal cannot be read", ex);
        }
        forgetOld();
    }

    private void startFromEarlier() throws IOException {
        UnfinishedLines lines = new UnfinishedLines(this.organisation, remembered(), this.clock.instant());
        this.journal.readEarlier(lines);
        List<OpenCall> open = lines.openCalls();
        boolean allFit = true;
        for (CallEnd end : lines.ends()) {
            allFit &= this.endings.keepFromJournal(end) != WaitingEnds.Adding.FULL;
        }
        open.forEach(this.endings::adopt);
        this.outage.replayFrom(allFit ? lines.last() : Instant.EPOCH);
        if (!open.isEmpty() || !lines.ends().isEmpty()) {
            logger.info("an earlier process left {} calls that the store does not know and {} settlements", open.size(),
                    lines.ends().size());
        }
    }

    private void replayAfterOutage() throws IOException {
        if (this.outage.isOn()) {
            return;
        }
        Optional<Instant> outage = this.outage.takeReplayFrom();
        if (outage.isEmpty()) {
            return;
        }
        boolean told = false;
        try {
            told = replay(outage.get().minus(this.settings.replayed()));
        }
        finally {
            if (!told) {
                this.outage.replayFrom(outage.get());
            }
        }
    }

    /**
     * @return false if the store went away meanwhile
     */
    private boolean replay(Instant from) throws IOException {
        Instant since = from.isAfter(remembered()) ? from : remembered();
        UnfinishedLines unfinished = new UnfinishedLines(this.organisation, remembered(), this.clock.instant());
        Telling telling = new Telling();
        this.journal.readSince(from, (line) -> {
            unfinished.accept(line);
            if (line instanceof Settled settled && settled.taken() && !settled.at().isBefore(since)) {
                telling.tell(JournaledEnd.of(this.organisation, settled));
            }
        });
        unfinished.ends().stream().filter((end) -> !this.endings.isWaiting(end.ticket())).forEach(telling::tellAtLast);
        if (telling.restored > 0) {
            logger.warn("the store of accounts had lost {} settlements of this node; they have been charged again",
                    telling.restored);
        }
        return !telling.away;
    }

    private void forgetOld() {
        Instant now = this.clock.instant();
        if (!now.isBefore(this.nextDeletion) && this.startedFromEarlier && this.endings.areAllTaken()) {
            this.nextDeletion = now.plus(BETWEEN_DELETIONS);
            this.journal.forgetOld();
        }
    }

    /** Since when the store surely knows what ended, so that nothing is charged twice. */
    private Instant remembered() {
        return this.clock.instant().minus(this.settings.kept()).plus(MARGIN);
    }

    /** Tells the store until it is away. */
    private final class Telling {

        private boolean away;

        private int restored;

        void tell(CallEnd end) {
            if (!this.away && result(JournalReplay.this.endings.tell(end)) == Settling.SETTLED) {
                this.restored++;
            }
        }

        /** Tells what found no room among what waits. */
        void tellAtLast(CallEnd end) {
            if (!this.away) {
                result(JournalReplay.this.endings.tellAtLast(end));
            }
        }

        private Settling result(Attempt attempt) {
            return switch (attempt) {
                case Attempt.Done(Settling settling) -> settling;
                case Attempt.Away(var reason) -> {
                    this.away = !StoreOutage.isOfOneRequest(reason);
                    yield Settling.PENDING;
                }
            };
        }

    }

}
