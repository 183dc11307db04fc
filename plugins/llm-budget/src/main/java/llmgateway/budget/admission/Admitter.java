package llmgateway.budget.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.override.Overrides;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.settlement.Admission;
import llmgateway.budget.settlement.AdmittedCalls;
import llmgateway.budget.settlement.TokensTaken;
import llmgateway.budget.warning.Warnings;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.budget.RunningHold;
import llmgateway.core.ledger.AdmittedCall;

/**
 * Admits calls: all limits that apply let a call go, and hold its worst case, or it is
 * refused and nothing is held. Blocks for the store's round trips, see {@link Store}.
 * Thread-safe.
 */
public final class Admitter {

    private final Store store;

    private final WithoutStore withoutStore;

    private final LastBalances lastBalances = new LastBalances();

    private final LimitsInUse limitsInUse;

    private final Overrides overrides;

    private final Warnings warnings;

    private final EntryWriter entries;

    private final AdmittedCalls admitted;

    private final HoldGrowth growth;

    private final BudgetEvents events;

    private final AdmissionSettings settings;

    /**
     * @param shared accounts and buckets of all nodes
     * @param local accounts and buckets of this node, for limits that are counted so
     * while the shared ones are away
     * @param limitsInUse is told of the limits on every call
     * @param admitted takes charge of every call that may go
     * @param growing what holds that grow while a call runs need
     */
    public Admitter(Organisation organisation, Counters shared, LocalCounters local, LimitsInUse limitsInUse,
            Overrides overrides, Warnings warnings, EntryWriter entries, AdmittedCalls admitted,
            HoldGrowth.Means growing, BudgetEvents events, AdmissionSettings settings) {
        this.store = new Store(organisation, shared.accounts(), shared.buckets());
        this.withoutStore = new WithoutStore(organisation, local.accounts(), local.buckets(), this.lastBalances);
        this.limitsInUse = limitsInUse;
        this.overrides = overrides;
        this.warnings = warnings;
        this.entries = entries;
        this.admitted = admitted;
        this.growth = new HoldGrowth(organisation, shared.accounts(), growing, (ticket, reserved, balances) -> {
            admitted.grown(ticket, reserved);
            this.lastBalances.remember(balances);
        }, events);
        this.events = events;
        this.settings = settings;
    }

    public Admittance admit(CallFacts asked, LimitSettings limits) {
        List<ApplicableLimit> applicable = limits.appliedTo(asked.subjects());
        this.limitsInUse.add(applicable);
        CallFacts facts = HoldGrowth.isWanted(applicable) ? asked : asked.holdingAll();
        Asking asking = asking(facts, applicable);
        AdmittedCall call = asking.call();
        Admittance admittance = switch (this.store.take(call.ticket(), asking.demand(), lease(call),
                this.entries.entry(call, asking.demand().tokens()))) {
            case Taking.Short tooLittle -> {
                this.warnings.spent(asking.limitsOnAccounts(), tooLittle.exhausted());
                yield Refusals.of(tooLittle, asking.demand(), facts);
            }
            case Taking.Taken taken when taken.whole() -> go(asking, taken, false);
            case Taking.Taken taken when taken.accountsAway().isEmpty() -> decideWithoutStore(asking, taken);
            // What is not counted together does not grow.
            case Taking.Taken taken -> decideWithoutStore(asking(facts.holdingAll(), applicable), taken);
        };
        if (admittance instanceof Admittance.Refused refused) {
            this.events.refused(refused.limit(), refused.reject().code(), call.caller(), call.model());
        }
        return admittance;
    }

    private Asking asking(CallFacts facts, List<ApplicableLimit> applicable) {
        return new Asking(facts, facts.admitted(), Demand.of(this.overrides.applied(applicable, facts.now()), facts));
    }

    private Admittance decideWithoutStore(Asking asking, Taking.Taken taken) {
        Demand demand = asking.demand();
        Demand unasked = new Demand(taken.accountsAway().isPresent() ? demand.accounts() : List.of(),
                taken.bucketsAway().isPresent() ? demand.buckets() : List.of());
        return switch (this.withoutStore.decide(unasked, asking.facts(), lease(asking.call()))) {
            case WithoutStore.Decision.Refuse refuse -> {
                this.store.giveBack(asking.call().ticket(), demand, taken);
                yield refuse.refused();
            }
            case WithoutStore.Decision.Go go -> {
                this.events.admittedWithoutStore();
                yield go(asking, taken, go.heldHere());
            }
        };
    }

    private Admittance go(Asking asking, Taking.Taken taken, boolean heldHere) {
        AdmittedCall call = asking.call();
        Demand demand = asking.demand();
        boolean held = taken.accountsAway().isEmpty();
        List<Reservation> reserved = held ? taken.balances().stream().map(Balance::reservation).toList()
                : reservedBy(call, demand);
        List<TokensTaken> tokens = taken.bucketsAway().isEmpty() ? demand.tokens() : List.of();
        this.admitted.admitted(new Admission(call, held, reserved, heldHere, tokens, lease(call), call.isRelayed()));
        if (held) {
            this.lastBalances.remember(taken.balances());
            this.warnings.spent(asking.limitsOnAccounts(), taken.balances());
        }
        RunningHold hold = this.growth.of(asking.facts(), demand, lease(call));
        Set<AccountName> counted = new HashSet<>(asking.facts().counted());
        counted.addAll(demand.requests());
        return new Admittance.Admitted(call, hold, counted, RemainingHeaders.of(demand, taken));
    }

    /** By this node's clock, since the store's cannot be asked. */
    private static List<Reservation> reservedBy(AdmittedCall call, Demand demand) {
        long now = call.admittedAt().toEpochMilli();
        List<Reservation> reserved = new ArrayList<>();
        for (Demand.OnAccount each : demand.accounts()) {
            Account account = each.hold().account();
            account.windows()
                .stream()
                .filter((window) -> window.contains(now))
                .findFirst()
                .ifPresent((window) -> reserved.add(new Reservation(account.name(), account.unit(), window)));
        }
        return reserved;
    }

    private Duration lease(AdmittedCall call) {
        return call.isRelayed() ? this.settings.relayLease() : this.settings.directLease();
    }

    /** What a call asks for. */
    private record Asking(CallFacts facts, AdmittedCall call, Demand demand) {

        List<ApplicableLimit> limitsOnAccounts() {
            return this.demand.accounts().stream().map(Demand.OnAccount::limit).toList();
        }

    }

    /** Where limits are counted for all nodes. */
    public record Counters(Accounts accounts, RateBuckets buckets) {
    }

    /** Where limits are counted for this node alone. */
    public record LocalCounters(LocalAccounts accounts, RateBuckets buckets) {
    }

}
