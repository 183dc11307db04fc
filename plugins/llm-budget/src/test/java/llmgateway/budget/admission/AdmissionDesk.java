package llmgateway.budget.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.BalancesResult;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.memory.InMemoryAccounts;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.limit.settings.LimitsReader;
import llmgateway.budget.limit.settings.LimitsReading;
import llmgateway.budget.override.Overrides;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;
import llmgateway.budget.rate.memory.InMemoryRateBuckets;
import llmgateway.budget.rolling.RollingSettings;
import llmgateway.budget.settlement.Admission;
import llmgateway.budget.settlement.AdmittedCalls;
import llmgateway.budget.settlement.HeldEntry;
import llmgateway.budget.warning.BudgetWarning;
import llmgateway.budget.warning.MemoryWarnedOnce;
import llmgateway.budget.warning.Warnings;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.ErrorCode;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.money.Money;
import llmgateway.core.money.Money;
import llmgateway.core.price.TokenCounter;
import llmgateway.core.usage.Usage;

/** An admitter over accounts and buckets in memory, on a clock of the test's. */
final class AdmissionDesk {

    static final Organisation ORGANISATION = new Organisation("acme");

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));

    final List<LedgerLine> ledger = new CopyOnWriteArrayList<>();

    final List<Admission> admitted = new CopyOnWriteArrayList<>();

    /** What holds came to as they grew. */
    final List<Money> grown = new CopyOnWriteArrayList<>();

    final List<BudgetWarning> warned = new ArrayList<>();

    final List<String> refusedBy = new CopyOnWriteArrayList<>();

    final SwitchableAccounts accounts = new SwitchableAccounts(
            new InMemoryAccounts(this.now::get, Duration.ofHours(2), this.ledger::add));

    final InMemoryRateBuckets buckets = new InMemoryRateBuckets(this::nanoTime);

    final LimitsInUse limitsInUse = new LimitsInUse();

    final Overrides overrides = new Overrides();

    final LocalAccounts local = new LocalAccounts(this.now::get);

    private final Admitter admitter = new Admitter(ORGANISATION, new Admitter.Counters(this.accounts, this.buckets),
            new Admitter.LocalCounters(this.local, new InMemoryRateBuckets(this::nanoTime)), this.limitsInUse,
            this.overrides, new Warnings(new MemoryWarnedOnce(), List.of(this.warned::add), Runnable::run),
            HeldEntry::write, taker(), new HoldGrowth.Means(RollingSettings.DEFAULTS, TokenCounter.BYTES), events(),
            AdmissionSettings.DEFAULT);

    private AdmittedCalls taker() {
        return new AdmittedCalls() {

            @Override
            public void admitted(Admission admission) {
                AdmissionDesk.this.admitted.add(admission);
            }

            @Override
            public void grown(Ticket ticket, Money reserved) {
                AdmissionDesk.this.grown.add(reserved);
            }

        };
    }

    private long nanoTime() {
        return this.now.get().toEpochMilli() * 1_000_000;
    }

    private BudgetEvents events() {
        return new BudgetEvents() {

            @Override
            public void refused(String limit, ErrorCode code, Caller caller, CatalogueModel model) {
                AdmissionDesk.this.refusedBy.add(limit);
            }

        };
    }

    static LimitSettings limits(String json) {
        return ((LimitsReading.Usable) new LimitsReader(LimitSettings.NONE).readJson(json)).settings();
    }

    Admittance admit(CallFacts facts, LimitSettings limits) {
        return this.admitter.admit(facts, limits);
    }

    Admittance admit(String consumer, Usage atMost, LimitSettings limits) {
        return admit(CallsToAdmit.of(consumer, atMost, this.now.get()), limits);
    }

    void settle(Admittance.Admitted admitted, String usd) {
        this.accounts
            .settle(new Settlement(ORGANISATION, admitted.call().ticket(), Money.parse(usd), LedgerEntry.EMPTY));
    }

    void pass(Duration time) {
        this.now.updateAndGet((before) -> before.plus(time));
    }

    /** How the one limit that applies to a consumer's calls stands. */
    Balance balance(String consumer, LimitSettings limits) {
        ApplicableLimit limit = limits.appliedTo(CallsToAdmit.of(consumer, Usage.NONE, this.now.get()).subjects())
            .getFirst();
        Account account = limit.accountAt(this.now.get()).orElseThrow();
        return ((BalancesResult.Balances) this.accounts.balances(ORGANISATION, List.of(account))).balances().getFirst();
    }

    long inBucket(String consumer, LimitSettings limits) {
        ApplicableLimit limit = limits.appliedTo(CallsToAdmit.of(consumer, Usage.NONE, this.now.get()).subjects())
            .getFirst();
        return ((TakeResult.Taken) this.buckets
            .levels(List.of(new RateTake(limit.account(), limit.limit().allowance().refilling().orElseThrow(), 0))))
            .levels()
            .getFirst()
            .remaining();
    }

}
