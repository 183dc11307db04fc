package llmgateway.budget.management;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.budget.admission.LimitsInUse;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.limit.Limit;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageBook.Granularity;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.money.Money;

/**
 * How all limits stand that calls came under, and when they run out. Thread-safe;
 * blocking.
 */
public final class Budgets {

    private static final double MILLIS_AN_HOUR = Duration.ofHours(1).toMillis();

    /** Beyond, a forecast says nothing. */
    private static final Duration FURTHEST = Duration.ofDays(3650);

    private final LimitsInUse limits;

    private final BudgetManagement management;

    private final UsageBook usage;

    private final InstantSource clock;

    public Budgets(LimitsInUse limits, BudgetManagement management, UsageBook usage, InstantSource clock) {
        this.limits = limits;
        this.management = management;
        this.usage = usage;
        this.clock = clock;
    }

    /**
     * @return those with the least left first; empty if the store cannot be asked
     */
    public Optional<List<BudgetStanding>> standings() {
        Instant now = this.clock.instant();
        Instant running = now.truncatedTo(ChronoUnit.HOURS);
        if (!(this.usage.rollups(Granularity.HOUR, running.minus(1, ChronoUnit.HOURS),
                running.plus(1, ChronoUnit.HOURS)) instanceof UsageResult.Read<List<UsageRow>>(List<UsageRow> hours))) {
            return Optional.empty();
        }
        SpendRate rate = SpendRate.of(hours, now);
        return this.management.status(stillSet())
            .map((statuses) -> statuses.stream()
                .map((status) -> standing(status, rate, now))
                .sorted(Comparator.comparingDouble(BudgetStanding::shareUsed)
                    .reversed()
                    .thenComparing((standing) -> standing.status().limit().account().value()))
                .toList());
    }

    private List<ApplicableLimit> stillSet() {
        Set<Limit> known = Set.copyOf(this.management.knownLimits());
        return this.limits.all().stream().filter((limit) -> known.contains(limit.limit())).toList();
    }

    private static BudgetStanding standing(LimitStatus status, SpendRate rate, Instant now) {
        Optional<Double> perHour = rate.nanosPerHour(status.limit());
        return new BudgetStanding(status, perHour.map((nanos) -> new Money(Math.round(nanos))),
                perHour.filter((nanos) -> nanos > 0)
                    .map((nanos) -> status.left() / nanos * MILLIS_AN_HOUR)
                    .filter((millis) -> millis <= FURTHEST.toMillis())
                    .map((millis) -> now.plusMillis(Math.round(millis)))
                    .filter((end) -> status.resetsAt().filter((reset) -> !end.isBefore(reset)).isEmpty()));
    }

}
