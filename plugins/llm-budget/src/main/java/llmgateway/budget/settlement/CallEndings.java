package llmgateway.budget.settlement;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.settlement.journal.Journal;
import llmgateway.budget.settlement.journal.JournalLine;
import llmgateway.budget.settlement.journal.JournalLine.Basis;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.Settlements.Settling;

/**
 * Ends calls at once where the store takes it, otherwise as soon as it does. Thread-safe;
 * {@link #sendAgain} is for one thread.
 */
final class CallEndings {

    private static final Logger logger = LoggerFactory.getLogger(CallEndings.class);

    private final CallEnder ender;

    private final OpenCalls open;

    private final WaitingEnds waiting;

    private final Journal journal;

    private final StoreOutage outage;

    private final BudgetEvents events;

    private final InstantSource clock;

    private final AtomicBoolean saidFull = new AtomicBoolean();

    CallEndings(CallEnder ender, OpenCalls open, WaitingEnds waiting, Journal journal, StoreOutage outage,
            BudgetEvents events, InstantSource clock) {
        this.ender = ender;
        this.open = open;
        this.waiting = waiting;
        this.journal = journal;
        this.outage = outage;
        this.events = events;
        this.clock = clock;
    }

    Settling end(CallEnd end) {
        if (isWaiting(end.ticket())) {
            return Settling.PENDING;
        }
        Settling settling = switch (tell(end)) {
            case Attempt.Done(Settling done) -> {
                note(end, done);
                yield done;
            }
            case Attempt.Away ignored -> {
                keep(end);
                yield Settling.PENDING;
            }
        };
        this.open.remove(end.ticket());
        return settling;
    }

    boolean isWaiting(Ticket ticket) {
        return this.waiting.contains(ticket);
    }

    /** Whether nothing of what this node knows still has to reach the store. */
    boolean areAllTaken() {
        return this.waiting.size() == 0 && this.open.all().stream().allMatch((call) -> call.admission().held());
    }

    /** Keeps what the store could not take, without a line: it has one. */
    WaitingEnds.Adding keepFromJournal(CallEnd end) {
        return this.waiting.add(end);
    }

    /** Sends what waits, until the store is away or each has had its turn. */
    void sendAgain() {
        int turns = this.waiting.size();
        if (turns == 0) {
            return;
        }
        boolean there = true;
        for (int i = 0; i < turns && there; i++) {
            CallEnd end = this.waiting.next().orElseThrow();
            switch (tellAtLast(end)) {
                case Attempt.Done ignored -> this.waiting.remove(end);
                case Attempt.Away(var reason) -> there = StoreOutage.isOfOneRequest(reason);
            }
        }
        if (this.waiting.size() == 0) {
            this.saidFull.set(false);
        }
        this.events.settlementsWaiting(this.waiting.size());
    }

    /** Tells the store what it has not taken so far. */
    Attempt tellAtLast(CallEnd end) {
        Attempt attempt = tell(end);
        if (attempt instanceof Attempt.Done(Settling settling)) {
            noteAtLast(end, settling);
        }
        return attempt;
    }

    /** Tells the store, be it the first time or again. */
    Attempt tell(CallEnd end) {
        Attempt attempt = this.ender.attempt(end);
        switch (attempt) {
            case Attempt.Done ignored -> this.outage.noticedAnswer();
            case Attempt.Away(var reason) -> this.outage.noticed(reason);
        }
        return attempt;
    }

    private void keep(CallEnd end) {
        WaitingEnds.Adding adding = this.waiting.add(end);
        if (adding == WaitingEnds.Adding.THERE_ALREADY) {
            return;
        }
        this.journal.append(line(end, false));
        if (adding == WaitingEnds.Adding.FULL && this.saidFull.compareAndSet(false, true)) {
            logger.error("{} settlements wait for the store of accounts; more are kept in the journal alone{}",
                    this.waiting.size(), (this.journal == Journal.NONE)
                            ? ", and there is none: calls are charged their worst case when their leases end" : "");
        }
        this.events.settlementsWaiting(this.waiting.size());
    }

    private void noteAtLast(CallEnd end, Settling settling) {
        // Repeated: an earlier request was carried out, only its answer was lost.
        if (settling == Settling.REPEATED || settling == Settling.SETTLED || end instanceof CallEnd.Release) {
            this.journal.append(line(end, true));
        }
        else if (settling == Settling.ENDED) {
            this.journal.append(new JournalLine.Taken(this.clock.instant(), end.ticket()));
        }
    }

    private void note(CallEnd end, Settling settling) {
        if (settling == Settling.SETTLED || end instanceof CallEnd.Release) {
            this.journal.append(line(end, true));
        }
        else if (end.admitted().basis() == Basis.NOT_HELD) {
            this.journal.append(new JournalLine.Taken(this.clock.instant(), end.ticket()));
        }
    }

    private JournalLine line(CallEnd end, boolean taken) {
        return switch (end) {
            case CallEnd.Charge charge ->
                new JournalLine.Settled(this.clock.instant(), charge.ticket(), charge.settlement().charge(),
                        charge.admitted().basis(), charge.admitted().reserved(), charge.settlement().entry(), taken);
            case CallEnd.Release release -> new JournalLine.Released(this.clock.instant(), release.ticket(), taken);
        };
    }

}
