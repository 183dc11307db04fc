package llmgateway.budget.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.override.Overrides;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.settlement.Admission;
import llmgateway.budget.settlement.TokensTaken;
import llmgateway.budget.warning.Warnings;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.ledger.AdmittedCall;

/**
 * Admits calls: all limits that apply let a call go, and hold its worst case, or it is
 * refused and nothing is held. Blocks for the store's round trips, see {@link Store}.
 * Thread-safe.
 */
public final class Admitter {

    private static final String RELAY = "relay";

    private final Store store;

    private final WithoutStore withoutStore;

    private final LastBalances lastBalances = new LastBalances();

    private final LimitsInUse limitsInUse;

    private final Overrides overrides;

    private final Warnings warnings;

    private final EntryWriter entries;

    private final Consumer<Admission> admitted;

    private final BudgetEvents events;

    private final AdmissionSettings settings;

    /**
     * @param shared accounts and buckets of all nodes
     * @param local accounts and buckets of this node, for limits that are counted so
     * while the shared ones are away
     * @param limitsInUse is told of the limits on every call
     * @param admitted takes charge of every call that may go
     */
    public Admitter(Organisation organisation, Counters shared, LocalCounters local, LimitsInUse limitsInUse,
            Overrides overrides, Warnings warnings, EntryWriter entries, Consumer<Admission> admitted,
            BudgetEvents events, AdmissionSettings settings) {
        this.store = new Store(organisation, shared.accounts(), shared.buckets());
        this.withoutStore = new WithoutStore(organisation, local.accounts(), local.buckets(), this.lastBalances);
        this.limitsInUse = limitsInUse;
        this.overrides = overrides;
        this.warnings = warnings;
        this.entries = entries;
        this.admitted = admitted;
        this.events = events;
        this.settings = settings;
    }

    public Admittance admit(CallFacts facts, LimitSettings limits) {
        List<ApplicableLimit> applicable = limits.appliedTo(facts.subjects());
        this.limitsInUse.add(applicable);
        Demand demand = Demand.of(this.overrides.applied(applicable, facts.now()), facts);
        AdmittedCall call = facts.admitted();
        List<TokensTaken> tokens = demand.tokens();
        Admittance admittance = switch (this.store.take(call.ticket(), demand, lease(call),
                this.entries.entry(call, tokens))) {
            case Taking.Short tooLittle -> {
                this.warnings.spent(demand.accounts().stream().map(Demand.OnAccount::limit).toList(),
                        tooLittle.exhausted());
                yield Refusals.of(tooLittle, demand, facts);
            }
            case Taking.Taken taken when taken.whole() -> go(call, demand, taken, false);
            case Taking.Taken taken -> decideWithoutStore(facts, call, demand, taken);
        };
        if (admittance instanceof Admittance.Refused refused) {
            this.events.refused(refused.limit(), refused.reject().code(), call.caller(), call.model());
        }
        return admittance;
    }

    private Admittance decideWithoutStore(CallFacts facts, AdmittedCall call, Demand demand, Taking.Taken taken) {
        Demand unasked = new Demand(taken.accountsAway().isPresent() ? demand.accounts() : List.of(),
                taken.bucketsAway().isPresent() ? demand.buckets() : List.of());
        return switch (this.withoutStore.decide(unasked, facts, lease(call))) {
            case WithoutStore.Decision.Refuse refuse -> {
                this.store.giveBack(call.ticket(), demand, taken);
                yield refuse.refused();
            }
            case WithoutStore.Decision.Go go -> {
                this.events.admittedWithoutStore();
                yield go(call, demand, taken, go.heldHere());
            }
        };
    }

    private Admittance go(AdmittedCall call, Demand demand, Taking.Taken taken, boolean heldHere) {
        boolean held = taken.accountsAway().isEmpty();
        List<Reservation> reserved = held ? taken.balances().stream().map(Balance::reservation).toList()
                : reservedBy(call, demand);
        List<TokensTaken> tokens = taken.bucketsAway().isEmpty() ? demand.tokens() : List.of();
        this.admitted
            .accept(new Admission(call, held, reserved, heldHere, tokens, lease(call), call.way().equals(RELAY)));
        if (held) {
            this.lastBalances.remember(taken.balances());
            this.warnings.spent(demand.accounts().stream().map(Demand.OnAccount::limit).toList(), taken.balances());
        }
        return new Admittance.Admitted(call, RemainingHeaders.of(demand, taken));
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
        return call.way().equals(RELAY) ? this.settings.relayLease() : this.settings.directLease();
    }

    /** Where limits are counted for all nodes. */
    public record Counters(Accounts accounts, RateBuckets buckets) {
    }

    /** Where limits are counted for this node alone. */
    public record LocalCounters(LocalAccounts accounts, RateBuckets buckets) {
    }

}
