package llmgateway.budget.account.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import llmgateway.budget.account.LedgerLine;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.LedgerSpan;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageKey;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.ledger.UsageSums;

/** Usage of this process alone; of the ledger the last entries. */
final class InMemoryUsageBook implements UsageBook {

    private static final Duration HOURS_KEPT = Duration.ofDays(35);

    private static final Duration DAYS_KEPT = Duration.ofDays(400);

    private static final int MOST_KEYS = 50_000;

    private static final int MOST_RECORDS = 10_000;

    private final Sheet hours = new Sheet(HOURS_KEPT);

    private final Sheet days = new Sheet(DAYS_KEPT);

    private final Sheet tags = new Sheet(DAYS_KEPT);

    private final Queue<LedgerRecord> records = new ArrayDeque<>();

    synchronized void add(Instant at, LedgerLine line) {
        CallUsage usage = CallUsage.of(line);
        this.hours.add(at.truncatedTo(ChronoUnit.HOURS), usage.key(), InMemoryUsageBook::otherModel, usage.sums());
        Instant day = at.truncatedTo(ChronoUnit.DAYS);
        this.days.add(day, usage.key(), InMemoryUsageBook::otherModel, usage.sums());
        usage.byTag().forEach((key) -> this.tags.add(day, key, InMemoryUsageBook::otherTag, usage.tagSums()));
        if (this.records.size() == MOST_RECORDS) {
            this.records.remove();
        }
        this.records.add(new LedgerRecord(line.id(), at, line.ticket(), line.reason().name().toLowerCase(Locale.ROOT),
                line.charge(), line.held(), line.entry()));
    }

    @Override
    public synchronized UsageResult<List<UsageRow>> rollups(Granularity granularity, Instant from, Instant to) {
        return new UsageResult.Read<>(switch (granularity) {
            case HOUR -> this.hours.rows(from.truncatedTo(ChronoUnit.HOURS), to);
            case DAY -> this.days.rows(from.truncatedTo(ChronoUnit.DAYS), to);
            case TAG -> this.tags.rows(from.truncatedTo(ChronoUnit.DAYS), to);
        });
    }

    @Override
    public UsageResult<Long> entries(Instant from, Instant to, Consumer<LedgerRecord> record) {
        List<LedgerRecord> found = recordsIn(from, to);
        found.forEach(record);
        return new UsageResult.Read<>((long) found.size());
    }

    @Override
    public synchronized UsageResult<LedgerSpan> span() {
        return new UsageResult.Read<>(
                new LedgerSpan(Optional.ofNullable(this.records.peek()).map(LedgerRecord::at), Optional.empty()));
    }

    private synchronized List<LedgerRecord> recordsIn(Instant from, Instant to) {
        return this.records.stream()
            .filter((record) -> !record.at().isBefore(from) && record.at().isBefore(to))
            .toList();
    }

    private static UsageKey otherModel(UsageKey key) {
        return new UsageKey(key.consumer(), key.consumerGroup(), UsageKey.OTHER, key.provider(), key.route(), "");
    }

    private static UsageKey otherTag(UsageKey key) {
        return new UsageKey(key.consumer(), "", "", "", "", UsageKey.OTHER);
    }

    /** Sums by period and key. */
    private static final class Sheet {

        private final Duration kept;

        private final NavigableMap<Instant, Map<UsageKey, UsageSums>> periods = new TreeMap<>();

        Sheet(Duration kept) {
            this.kept = kept;
        }

        void add(Instant period, UsageKey key, UnaryOperator<UsageKey> other, UsageSums sums) {
            Map<UsageKey, UsageSums> page = this.periods.computeIfAbsent(period, this::newPage);
            boolean full = page.size() >= MOST_KEYS && !page.containsKey(key);
            page.merge(full ? other.apply(key) : key, sums, Sheet::sum);
        }

        List<UsageRow> rows(Instant from, Instant to) {
            List<UsageRow> rows = new ArrayList<>();
            this.periods.tailMap(from)
                .headMap(to)
                .forEach((start, page) -> page.forEach((key, sums) -> rows.add(new UsageRow(start, key, sums))));
            return rows;
        }

        private Map<UsageKey, UsageSums> newPage(Instant period) {
            this.periods.headMap(period.minus(this.kept)).clear();
            return new HashMap<>();
        }

        /** A sum that is full stays as it is: nothing fails for a report. */
        private static UsageSums sum(UsageSums before, UsageSums more) {
            try {
                return before.plus(more);
            }
            catch (ArithmeticException ex) {
                return before;
            }
        }

    }

}
