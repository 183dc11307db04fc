package llmgateway.budget.management;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.limit.Limit;
import llmgateway.budget.limit.LimitBy;
import llmgateway.budget.limit.Subjects;
import llmgateway.core.call.Caller;
import llmgateway.core.ledger.UsageKey;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.model.CatalogueModel;

/**
 * What was spent in the last 60 minutes, by whom limits count for. Of sums by hours: the
 * running hour, and of the hour before the share that lies within the 60 minutes, as if
 * it had been spent evenly.
 */
final class SpendRate {

    private static final double HOUR = Duration.ofHours(1).toNanos();

    private final Map<LimitBy, Map<String, List<Spent>>> bySubject = new EnumMap<>(LimitBy.class);

    private SpendRate() {
    }

    /**
     * @param hours sums of the running hour and the one before
     */
    static SpendRate of(List<UsageRow> hours, Instant now) {
        Instant running = now.truncatedTo(ChronoUnit.HOURS);
        double before = 1 - Duration.between(running, now).toNanos() / HOUR;
        SpendRate rate = new SpendRate();
        for (UsageRow row : hours) {
            rate.add(row.key(), row.sums().charge().nanos() * (row.start().isBefore(running) ? before : 1));
        }
        return rate;
    }

    private void add(UsageKey key, double nanos) {
        Spent spent = new Spent(key.model(), nanos);
        Subjects subjects = new Subjects(
                new Caller(named(key.consumer()), named(key.consumerGroup()), named(key.route())),
                named(key.model()).map(CatalogueModel::new), Optional.empty());
        for (LimitBy by : LimitBy.values()) {
            subjects.countedBy(by)
                .ifPresent((subject) -> this.bySubject.computeIfAbsent(by, (first) -> new HashMap<>())
                    .computeIfAbsent(subject, (first) -> new ArrayList<>())
                    .add(spent));
        }
    }

    private static Optional<String> named(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /**
     * Nano-dollars an hour, for limits on money.
     * @return empty for other limits, and for those by provider key: usage is not summed
     * up by it
     */
    Optional<Double> nanosPerHour(ApplicableLimit limit) {
        Limit definition = limit.limit();
        if (!(definition.allowance() instanceof Allowance.Spend) || definition.by() == LimitBy.PROVIDER_KEY) {
            return Optional.empty();
        }
        return Optional.of(this.bySubject.getOrDefault(definition.by(), Map.of())
            .getOrDefault(limit.subject(), List.of())
            .stream()
            .filter((spent) -> definition.covers(spent.model()))
            .mapToDouble(Spent::nanos)
            .sum());
    }

    private record Spent(String model, double nanos) {
    }

}
