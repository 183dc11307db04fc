package llmgateway.budget.settlement;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.budget.loop.Loop;
import llmgateway.budget.settlement.journal.FileJournal;
import llmgateway.budget.settlement.journal.Journal;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.money.Money;

/**
 * All that settles calls on this node: the calls it has open, what waits for the store,
 * the journal, and the loops that reap, renew leases and send again.
 */
public final class SettlementNode implements AdmittedCalls, AutoCloseable {

    private final Settler settler;

    private final CallEndings endings;

    private final Reaper reaper;

    private final LeaseRenewal renewal;

    private final Optional<JournalReplay> replay;

    private final Journal journal;

    private final List<Loop> loops = new ArrayList<>();

    private SettlementNode(Stores stores, SettlementSettings settings, Journal journal, BudgetEvents events,
            InstantSource clock) {
        OpenCalls open = new OpenCalls();
        StoreOutage outage = new StoreOutage(clock);
        LocalHolds localHolds = new LocalHolds(stores);
        this.journal = journal;
        this.endings = new CallEndings(new CallEnder(stores, events), open, new WaitingEnds(settings.mostWaiting()),
                journal, outage, events, clock);
        this.settler = new Settler(stores, localHolds, open, this.endings, journal, events,
                settings.leaseWithoutLimits(), clock);
        this.reaper = new Reaper(stores, localHolds, open, this.endings, outage, events, clock);
        this.renewal = new LeaseRenewal(stores, localHolds, open, outage, settings.longestRenewed(), clock);
        this.replay = settings.journal()
            .map((kept) -> new JournalReplay(stores.organisation(), journal, kept, this.endings, outage, clock));
    }

    /** Starts the loops. The stores stay the caller's to close, after this. */
    public static SettlementNode open(Stores stores, SettlementSettings settings, BudgetEvents events,
            InstantSource clock) {
        SettlementNode node = withoutLoops(stores, settings, events, clock);
        node.loops.add(Loop.start("llm-lease-renewal", settings.interval(), node::renewLeases));
        node.loops.add(Loop.start("llm-settlements-waiting", settings.interval(), node::sendAgain));
        node.loops.add(Loop.start("llm-reaper", settings.interval(), node::reap));
        return node;
    }

    /** For tests, which take the loops' rounds themselves. */
    static SettlementNode withoutLoops(Stores stores, SettlementSettings settings, BudgetEvents events,
            InstantSource clock) {
        Journal journal = settings.journal()
            .<Journal>map((kept) -> FileJournal.open(kept, clock, events))
            .orElse(Journal.NONE);
        return new SettlementNode(stores, settings, journal, events, clock);
    }

    public Settlements settlements() {
        return this.settler;
    }

    @Override
    public void admitted(Admission admission) {
        this.settler.admitted(admission);
    }

    @Override
    public void grown(Ticket ticket, Money reserved) {
        this.settler.grown(ticket, reserved);
    }

    void sendAgain() {
        this.endings.sendAgain();
        this.replay.ifPresent(JournalReplay::tick);
    }

    void reap() {
        this.reaper.tick();
    }

    void renewLeases() {
        this.renewal.tick();
    }

    Journal journal() {
        return this.journal;
    }

    /** What still waits for the store is in the journal alone from then on. */
    @Override
    public void close() {
        this.loops.forEach(Loop::end);
        this.loops.forEach(Loop::close);
        this.journal.close();
    }

}
