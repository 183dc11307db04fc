package llmgateway.budget.management;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.AdjustResult;
import llmgateway.budget.account.Adjustment;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.BalancesResult;
import llmgateway.budget.account.OpenTicketsResult;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.limit.Limit;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.limit.Subjects;
import llmgateway.budget.override.LimitOverride;
import llmgateway.budget.override.OverrideStore;
import llmgateway.budget.override.Overrides;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.RateCorrection;
import llmgateway.budget.rate.RateLevel;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;

/**
 * Shows and changes limits for the subjects of a call: those that a call of the caller,
 * model and provider key given would count against. Thread-safe. Nothing is thrown for a
 * store that is away: the answer is empty, or false.
 */
public final class BudgetManagement {

    private final Organisation organisation;

    private final Accounts accounts;

    private final RateBuckets buckets;

    private final OverrideStore overrideStore;

    private final Overrides overrides;

    private final KnownLimits knownLimits;

    private final BooleanSupplier beginning;

    private final InstantSource clock;

    /**
     * @param beginning begins anew with what the store holds
     */
    public BudgetManagement(Organisation organisation, Accounts accounts, RateBuckets buckets,
            OverrideStore overrideStore, Overrides overrides, KnownLimits knownLimits, BooleanSupplier beginning,
            InstantSource clock) {
        this.organisation = organisation;
        this.accounts = accounts;
        this.buckets = buckets;
        this.overrideStore = overrideStore;
        this.overrides = overrides;
        this.knownLimits = knownLimits;
        this.beginning = beginning;
        this.clock = clock;
    }

    /** The limits that count for these subjects, each definition once. */
    public List<ApplicableLimit> limits(Subjects subjects) {
        Set<ApplicableLimit> limits = new LinkedHashSet<>();
        for (LimitSettings settings : this.knownLimits.all()) {
            limits.addAll(settings.appliedTo(subjects));
        }
        return List.copyOf(limits);
    }

    public Optional<ApplicableLimit> limit(String name, Subjects subjects) {
        return limits(subjects).stream().filter((limit) -> limit.limit().name().equals(name)).findFirst();
    }

    /** Names of all limits known here, whoever they count. */
    public List<Limit> knownLimits() {
        return this.knownLimits.all().stream().flatMap((settings) -> settings.limits().stream()).distinct().toList();
    }

    /**
     * How limits stand.
     * @return empty if the store cannot be asked
     */
    public Optional<List<LimitStatus>> status(List<ApplicableLimit> limits) {
        Instant now = this.clock.instant();
        List<LimitStatus> statuses = new ArrayList<>();
        for (ApplicableLimit limit : this.overrides.applied(limits, now)) {
            Optional<LimitStatus> status = limit.accountAt(now)
                .map((account) -> ofAccount(limit, account))
                .orElseGet(() -> ofBucket(limit));
            if (status.isEmpty()) {
                return Optional.empty();
            }
            statuses.add(status.get());
        }
        return Optional.of(statuses);
    }

    private Optional<LimitStatus> ofAccount(ApplicableLimit limit, Account account) {
        return (this.accounts.balances(this.organisation, List.of(account)) instanceof BalancesResult.Balances found)
                ? Optional.of(of(limit, found.balances().getFirst())) : Optional.empty();
    }

    private LimitStatus of(ApplicableLimit limit, Balance balance) {
        return new LimitStatus(limit, balance.cap(), balance.used(), balance.held(), balance.left(), balance.resetsAt(),
                Optional.empty(), overriddenUntil(limit));
    }

    private Optional<LimitStatus> ofBucket(ApplicableLimit limit) {
        return limit.limit().allowance().refilling().flatMap((rate) -> {
            TakeResult levels = this.buckets.levels(List.of(new RateTake(limit.account(), rate, 0)));
            return (levels instanceof TakeResult.Taken taken) ? Optional.of(of(limit, rate, taken.levels().getFirst()))
                    : Optional.empty();
        });
    }

    private LimitStatus of(ApplicableLimit limit, Rate rate, RateLevel level) {
        return new LimitStatus(limit, rate.capacity(), Math.max(0, rate.capacity() - level.remaining()), 0,
                level.remaining(), Optional.empty(), Optional.of(level.untilFull()), overriddenUntil(limit));
    }

    private Optional<Instant> overriddenUntil(ApplicableLimit limit) {
        Instant now = this.clock.instant();
        return this.overrides.all()
            .stream()
            .filter((override) -> override.account().equals(limit.account()) && override.until().isAfter(now))
            .map(LimitOverride::until)
            .findFirst();
    }

    /**
     * Allows more in the current window, once for each id; a rate's bucket gets so much
     * back.
     * @param amount as the limit counts, 1 or more
     * @return false if the store cannot be asked
     */
    public boolean topUp(ApplicableLimit limit, long amount, String id, String note) {
        return limit.accountAt(this.clock.instant())
            .map((account) -> adjusted(account, id, new Adjustment.Change.TopUp(amount), note))
            .orElseGet(() -> limit.limit()
                .allowance()
                .refilling()
                .filter((rate) -> this.buckets.give(new RateCorrection(limit.account(), rate, amount)))
                .isPresent());
    }

    /**
     * Counts what is used from zero again, once for each id; a rate's bucket is full
     * again.
     * @return false if the store cannot be asked
     */
    public boolean reset(ApplicableLimit limit, String id, String note) {
        return limit.accountAt(this.clock.instant())
            .map((account) -> adjusted(account, id, new Adjustment.Change.Reset(), note))
            .orElseGet(() -> limit.limit()
                .allowance()
                .refilling()
                .filter((rate) -> this.buckets.reset(limit.account(), rate))
                .isPresent());
    }

    private boolean adjusted(Account account, String id, Adjustment.Change change, String note) {
        return this.accounts
            .adjust(new Adjustment(this.organisation, account, id, change, note)) instanceof AdjustResult.Adjusted;
    }

    /**
     * Another amount until a date, on all nodes within a second or two, here at once.
     * @return false if the store cannot be asked
     */
    public boolean override(LimitOverride override) {
        boolean kept = this.overrideStore.put(override);
        this.overrideStore.all().ifPresent(this.overrides::replace);
        return kept;
    }

    /**
     * @return false if the store cannot be asked
     */
    public boolean endOverride(ApplicableLimit limit) {
        boolean removed = this.overrideStore.remove(limit.account());
        this.overrideStore.all().ifPresent(this.overrides::replace);
        return removed;
    }

    /**
     * @return empty if the store cannot be asked
     */
    public Optional<Collection<LimitOverride>> overrides() {
        return this.overrideStore.all();
    }

    /**
     * Takes what the store holds now, be it nothing or what was restored, for the truth.
     * @return false if the store cannot be asked
     */
    public boolean begin() {
        return this.beginning.getAsBoolean();
    }

    public OpenTicketsResult openTickets(int limit) {
        return this.accounts.openTickets(this.organisation, limit);
    }

}
