package llmgateway.budget.settlement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.settlement.journal.Journal;
import llmgateway.budget.settlement.journal.JournalLine;
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
        catch (IOException | UncheckedIOException ex) {
            logger.error("the journal cannot be read; the store is told again at the next try", ex);
        }
        forgetOld();
    }

    private void startFromEarlier() throws IOException {
        UnfinishedLines lines = unfinished();
        this.journal.readEarlier(lines);
        long left = 0;
        for (CallEnd end : lines.ends()) {
            left += keep(end);
        }
        for (CallEnd end : lines.lostCalls()) {
            left += keep(end);
        }
        if (!lines.last().equals(Instant.EPOCH)) {
            this.outage.replayFrom(lines.last());
        }
        if (left > 0) {
            logger.info("{} calls of an earlier process are still to be settled", left);
        }
    }

    private long keep(CallEnd end) {
        return (this.endings.keepFromJournal(end) == WaitingEnds.Adding.ADDED) ? 1 : 0;
    }

    private void replayAfterOutage() throws IOException {
        if (this.outage.isOn()) {
            return;
        }
        Optional<Instant> from = this.outage.takeReplayFrom();
        if (from.isPresent() && !replay(from.get().minus(this.settings.replayed()))) {
            this.outage.replayFrom(from.get());
        }
    }

    /**
     * @return false if the store went away meanwhile
     */
    private boolean replay(Instant from) throws IOException {
        UnfinishedLines unfinished = unfinished();
        Telling telling = new Telling();
        this.journal.read((line) -> {
            unfinished.accept(line);
            if (line instanceof Settled settled && settled.taken() && !settled.at().isBefore(from)) {
                telling.tell(JournaledEnd.of(this.organisation, settled));
            }
        });
        unfinished.ends().stream().filter((end) -> !this.endings.isWaiting(end.ticket())).forEach(telling::tellLost);
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

    private UnfinishedLines unfinished() {
        return new UnfinishedLines(this.organisation, this.clock.instant().minus(this.settings.kept()));
    }

    /** Tells the store until it is away. */
    private final class Telling {

        private boolean away;

        private int restored;

        void tell(CallEnd end) {
            if (!this.away) {
                switch (JournalReplay.this.endings.tellAgain(end)) {
                    case Attempt.Done(Settling settling) -> this.restored += (settling == Settling.SETTLED) ? 1 : 0;
                    case Attempt.Away(var reason) -> this.away = !StoreOutage.isOfOneRequest(reason);
                }
            }
        }

        /** Tells what found no room among what waits. */
        void tellLost(CallEnd end) {
            tell(end);
            if (!this.away) {
                JournalReplay.this.journal
                    .append(new JournalLine.Taken(JournalReplay.this.clock.instant(), end.ticket()));
            }
        }

    }

}
