package llmgateway.budget.management;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.BalancesResult;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.override.LimitOverride;
import llmgateway.budget.override.Overrides;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.RateLevel;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;

/** Reads how limits stand, many with one request to the store. Thread-safe. */
final class LimitStatuses {

    private static final int PAGE = 100;

    private final Organisation organisation;

    private final Accounts accounts;

    private final RateBuckets buckets;

    private final Overrides overrides;

    LimitStatuses(Organisation organisation, Accounts accounts, RateBuckets buckets, Overrides overrides) {
        this.organisation = organisation;
        this.accounts = accounts;
        this.buckets = buckets;
        this.overrides = overrides;
    }

    /**
     * @return in the order asked for; empty if the store cannot be asked
     */
    Optional<List<LimitStatus>> read(List<ApplicableLimit> limits, Instant now) {
        List<ApplicableLimit> applied = this.overrides.applied(limits, now);
        List<LimitStatus> statuses = new ArrayList<>(applied.size());
        for (int start = 0; start < applied.size(); start += PAGE) {
            Optional<List<LimitStatus>> page = readPage(applied.subList(start, Math.min(start + PAGE, applied.size())),
                    now);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            statuses.addAll(page.get());
        }
        return Optional.of(statuses);
    }

    private Optional<List<LimitStatus>> readPage(List<ApplicableLimit> limits, Instant now) {
        return balances(limits.stream().flatMap((limit) -> limit.accountAt(now).stream()).toList())
            .flatMap((balances) -> levels(limits.stream().flatMap((limit) -> bucket(limit).stream()).toList())
                .map((levels) -> merged(limits, balances.iterator(), levels.iterator(), now)));
    }

    private Optional<List<Balance>> balances(List<Account> asked) {
        if (asked.isEmpty()) {
            return Optional.of(List.of());
        }
        return (this.accounts.balances(this.organisation, asked) instanceof BalancesResult.Balances found)
                ? Optional.of(found.balances()) : Optional.empty();
    }

    private Optional<List<RateLevel>> levels(List<RateTake> asked) {
        if (asked.isEmpty()) {
            return Optional.of(List.of());
        }
        return (this.buckets.levels(asked) instanceof TakeResult.Taken taken) ? Optional.of(taken.levels())
                : Optional.empty();
    }

    private static Optional<RateTake> bucket(ApplicableLimit limit) {
        return limit.limit().allowance().refilling().map((rate) -> new RateTake(limit.account(), rate, 0));
    }

    private List<LimitStatus> merged(List<ApplicableLimit> limits, Iterator<Balance> balances,
            Iterator<RateLevel> levels, Instant now) {
        List<LimitStatus> statuses = new ArrayList<>(limits.size());
        for (ApplicableLimit limit : limits) {
            Optional<Instant> overriddenUntil = overriddenUntil(limit, now);
            statuses.add(limit.limit()
                .allowance()
                .refilling()
                .map((rate) -> ofBucket(limit, rate, levels.next(), overriddenUntil))
                .orElseGet(() -> ofAccount(limit, balances.next(), overriddenUntil)));
        }
        return statuses;
    }

    private static LimitStatus ofBucket(ApplicableLimit limit, Rate rate, RateLevel level,
            Optional<Instant> overriddenUntil) {
        return new LimitStatus(limit, rate.capacity(), Math.max(0, rate.capacity() - level.remaining()), 0,
                level.remaining(), Optional.empty(), Optional.of(level.untilFull()), overriddenUntil);
    }

    private static LimitStatus ofAccount(ApplicableLimit limit, Balance balance, Optional<Instant> overriddenUntil) {
        long allowed = allowed(limit, balance);
        return new LimitStatus(limit, allowed, balance.used(), balance.held(),
                Math.max(0, allowed - balance.used() - balance.held()), balance.resetsAt(), Optional.empty(),
                overriddenUntil);
    }

    /** The account of a soft limit has no cap of its own: it must refuse nothing. */
    private static long allowed(ApplicableLimit limit, Balance balance) {
        return (limit.limit().soft() && limit.limit().allowance() instanceof Allowance.Spend spend)
                ? spend.cap().nanos() : balance.cap();
    }

    private Optional<Instant> overriddenUntil(ApplicableLimit limit, Instant now) {
        return this.overrides.all()
            .stream()
            .filter((override) -> override.account().equals(limit.account()) && override.until().isAfter(now))
            .map(LimitOverride::until)
            .findFirst();
    }

}
