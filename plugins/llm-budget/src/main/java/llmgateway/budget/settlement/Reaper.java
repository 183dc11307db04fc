package llmgateway.budget.settlement;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import llmgateway.budget.account.BalancesResult.Balances;
import llmgateway.budget.account.Closed;
import llmgateway.budget.account.ExpireResult;
import llmgateway.budget.account.ExpireResult.Expired;
import llmgateway.budget.account.FindResult;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.account.Unknown;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.Settlements.Settling;
import llmgateway.core.money.Money;

/**
 * Settles calls whose end nobody reported at what they reserved, once their leases have
 * run out: those that the store holds, whichever node admitted them, and those of this
 * node that the store does not know. Any number of nodes may reap at the same time. Used
 * by one thread.
 */
final class Reaper {

    private static final int AT_ONCE = 100;

    private final Stores stores;

    private final LocalHolds localHolds;

    private final OpenCalls open;

    private final CallEndings endings;

    private final StoreOutage outage;

    private final BudgetEvents events;

    private final InstantSource clock;

    Reaper(Stores stores, LocalHolds localHolds, OpenCalls open, CallEndings endings, StoreOutage outage,
            BudgetEvents events, InstantSource clock) {
        this.stores = stores;
        this.localHolds = localHolds;
        this.open = open;
        this.endings = endings;
        this.outage = outage;
        this.events = events;
        this.clock = clock;
    }

    void tick() {
        this.localHolds.expire();
        if (this.outage.isOn()) {
            probe();
        }
        else {
            expireInStore();
        }
        endOverdue();
    }

    /**
     * Leases that ran out while nobody could renew them are left for another round, so
     * that those who carry the calls come first.
     */
    private void probe() {
        switch (this.stores.accounts().balances(this.stores.organisation(), List.of())) {
            case Balances ignored -> this.outage.noticedAnswer();
            case Unavailable unavailable -> this.outage.noticed(unavailable.reason());
        }
    }

    private void expireInStore() {
        boolean more = true;
        while (more) {
            more = switch (this.stores.accounts().expire(this.stores.organisation(), AT_ONCE)) {
                case Expired expired -> {
                    expired.tickets().forEach(this::expired);
                    yield expired.tickets().size() == AT_ONCE;
                }
                case Unavailable unavailable -> {
                    this.outage.noticed(unavailable.reason());
                    yield false;
                }
            };
        }
    }

    private void expired(ExpireResult.ExpiredTicket expired) {
        this.events.expired(expired.charged());
        this.open.find(expired.ticket()).ifPresent((call) -> endedElsewhere(call, expired.charged()));
    }

    private void endOverdue() {
        Instant now = this.clock.instant();
        for (OpenCall call : this.open.all()) {
            if (call.isOverdue(now) && !endOverdue(call, now)) {
                return;
            }
        }
    }

    /**
     * @return false if the store cannot be asked
     */
    private boolean endOverdue(OpenCall call, Instant now) {
        if (!call.admission().held()) {
            chargeReserved(call);
            return true;
        }
        return switch (this.stores.accounts().find(this.stores.organisation(), call.ticket())) {
            case FindResult.Open ignored -> {
                this.open.lease(call.ticket(), now);
                yield true;
            }
            case Closed closed -> {
                endedElsewhere(call, closed.ending().charged());
                yield true;
            }
            case Unknown ignored -> {
                chargeReserved(call);
                yield true;
            }
            case Unavailable unavailable -> {
                this.outage.noticed(unavailable.reason());
                yield false;
            }
        };
    }

    private void chargeReserved(OpenCall overdue) {
        AdmittedCall call = overdue.admission().call();
        Money charge = CallEnd.Admitted.countsMoney(overdue.admission().reserved()) ? call.reserved() : Money.ZERO;
        this.localHolds.settle(overdue.admission(), charge);
        Settlement settlement = new Settlement(this.stores.organisation(), call.ticket(), charge,
                EstimatedEntry.of(HeldEntry.write(call, List.of())));
        Settling settling = this.endings
            .end(new CallEnd.Charge(settlement, Optional.empty(), CallEnd.Admitted.as(overdue.admission())));
        if (settling == Settling.SETTLED || settling == Settling.PENDING) {
            this.events.expired(charge);
        }
    }

    private void endedElsewhere(OpenCall call, Money charged) {
        this.open.remove(call.ticket());
        this.localHolds.settle(call.admission(), charged);
    }

}
