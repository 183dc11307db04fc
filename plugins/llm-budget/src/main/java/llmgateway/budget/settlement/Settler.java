package llmgateway.budget.settlement;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.Closed;
import llmgateway.budget.account.FindResult;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.account.Unknown;
import llmgateway.budget.settlement.journal.Journal;
import llmgateway.budget.settlement.journal.JournalLine;
import llmgateway.budget.settlement.journal.JournalLine.Basis;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallSettlement;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.money.Money;

/** Remembers the calls that this node admitted, and ends calls. Thread-safe. */
final class Settler implements Settlements {

    private static final Logger logger = LoggerFactory.getLogger(Settler.class);

    private static final Money MOST = new Money(Account.LARGEST);

    private final Stores stores;

    private final LocalHolds localHolds;

    private final OpenCalls open;

    private final CallEndings endings;

    private final Journal journal;

    private final BudgetEvents events;

    private final Duration leaseWithoutLimits;

    private final InstantSource clock;

    Settler(Stores stores, LocalHolds localHolds, OpenCalls open, CallEndings endings, Journal journal,
            BudgetEvents events, Duration leaseWithoutLimits, InstantSource clock) {
        this.stores = stores;
        this.localHolds = localHolds;
        this.open = open;
        this.endings = endings;
        this.journal = journal;
        this.events = events;
        this.leaseWithoutLimits = leaseWithoutLimits;
        this.clock = clock;
    }

    /** Takes charge of a call. Takes the place of what was said of its ticket before. */
    void admitted(Admission admission) {
        this.open.add(OpenCall.of(admission, this.clock.instant()));
        if (!admission.held()) {
            AdmittedCall call = admission.call();
            this.journal.append(new JournalLine.Admitted(this.clock.instant(), call.ticket(), admission.reserved(),
                    HeldEntry.write(call, List.of()), admission.lease(), admission.renewed()));
        }
    }

    /** An open call holds so much money now. */
    void grown(Ticket ticket, Money reserved) {
        this.open.grown(ticket, reserved, this.clock.instant());
    }

    @Override
    public void open(AdmittedCall call) {
        HoldResult result = this.stores.accounts()
            .hold(new HoldRequest(this.stores.organisation(), call.ticket(), List.of(), this.leaseWithoutLimits,
                    HeldEntry.write(call, List.of())));
        if (result instanceof Closed) {
            return; // it was given up before it was admitted
        }
        boolean held = result instanceof HoldResult.Held;
        admitted(new Admission(call, held, List.of(), false, List.of(), this.leaseWithoutLimits, false));
        if (!held) {
            this.events.admittedWithoutStore();
        }
    }

    @Override
    public Optional<AdmittedCall> findHere(Ticket ticket) {
        return this.open.find(ticket).map((call) -> call.admission().call());
    }

    @Override
    public Finding find(Ticket ticket) {
        Optional<AdmittedCall> here = findHere(ticket);
        if (here.isPresent()) {
            return new Finding.Open(here.get());
        }
        if (this.endings.isWaiting(ticket)) {
            return new Finding.Ended();
        }
        return switch (this.stores.accounts().find(this.stores.organisation(), ticket)) {
            case FindResult.Open elsewhere -> read(ticket, elsewhere);
            case Closed ignored -> new Finding.Ended();
            case Unknown ignored -> new Finding.Unknown();
            case Unavailable ignored -> new Finding.Unavailable();
        };
    }

    @Override
    public Settling settle(CallSettlement settlement) {
        Ticket ticket = settlement.ticket();
        Optional<OpenCall> here = this.open.find(ticket);
        if (here.isPresent()) {
            Admission admission = here.get().admission();
            this.localHolds.settle(admission, charge(settlement));
            return this.endings.end(end(settlement, CallEnd.Admitted.as(admission)));
        }
        if (this.endings.isWaiting(ticket)) {
            return Settling.PENDING;
        }
        return switch (this.stores.accounts().find(this.stores.organisation(), ticket)) {
            case FindResult.Open elsewhere -> this.endings.end(end(settlement, admitted(elsewhere)));
            case Closed closed -> switch (closed.ending().kind()) {
                case SETTLED, RESTORED -> Settling.REPEATED;
                case RELEASED, EXPIRED -> Settling.ENDED;
            };
            case Unknown ignored -> Settling.UNKNOWN;
            case Unavailable ignored -> this.endings.end(end(settlement, CallEnd.Admitted.ELSEWHERE));
        };
    }

    @Override
    public void release(Ticket ticket) {
        // Whoever takes it out gives back what it took from buckets: once.
        Optional<Admission> here = this.open.remove(ticket).map(OpenCall::admission);
        here.ifPresent(this.localHolds::release);
        CallEnd.Admitted admitted = here.map(CallEnd.Admitted::as)
            .orElseGet(() -> this.stores.accounts()
                .find(this.stores.organisation(), ticket) instanceof FindResult.Open elsewhere ? admitted(elsewhere)
                        : CallEnd.Admitted.ELSEWHERE);
        this.endings.end(new CallEnd.Release(ticket, admitted));
    }

    private CallEnd end(CallSettlement settlement, CallEnd.Admitted admitted) {
        return new CallEnd.Charge(
                new Settlement(this.stores.organisation(), settlement.ticket(), charge(settlement), settlement.entry()),
                settlement.usage(), admitted);
    }

    private static Money charge(CallSettlement settlement) {
        if (settlement.cost().isMoreThan(MOST)) {
            logger.warn("a call is said to cost {} USD; it is charged the most that can be counted, {} USD",
                    settlement.cost(), MOST);
            return MOST;
        }
        return settlement.cost();
    }

    private static CallEnd.Admitted admitted(FindResult.Open elsewhere) {
        return new CallEnd.Admitted(Basis.HELD, elsewhere.accounts(),
                CallEnd.Admitted.countsMoney(elsewhere.accounts()) ? Optional.of(elsewhere.held()) : Optional.empty(),
                taken(elsewhere));
    }

    private static List<TokensTaken> taken(FindResult.Open elsewhere) {
        try {
            return HeldEntry.taken(elsewhere.entry());
        }
        catch (IllegalArgumentException ex) {
            logger.warn("what a call took from buckets of tokens cannot be read and stays taken: {}", ex.toString());
            return List.of();
        }
    }

    private static Finding read(Ticket ticket, FindResult.Open elsewhere) {
        try {
            return new Finding.Open(HeldEntry.call(ticket, elsewhere.entry()));
        }
        catch (IllegalArgumentException ex) {
            logger.error("an open call cannot be read and will be charged what it holds: {}", ex.toString());
            return new Finding.Unknown();
        }
    }

}
