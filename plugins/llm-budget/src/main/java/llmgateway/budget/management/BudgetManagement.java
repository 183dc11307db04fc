package llmgateway.budget.management;

import java.time.Instant;
import java.time.InstantSource;
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
import llmgateway.budget.account.OpenTicketsResult;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.limit.Limit;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.limit.Subjects;
import llmgateway.budget.override.LimitOverride;
import llmgateway.budget.override.OverrideStore;
import llmgateway.budget.override.Overrides;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.RateCorrection;

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

    private final LimitStatuses statuses;

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
        this.statuses = new LimitStatuses(organisation, accounts, buckets, overrides);
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
        return this.statuses.read(limits, this.clock.instant());
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
