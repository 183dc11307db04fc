package llmgateway.metrics.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import llmgateway.core.ledger.LedgerField;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageResult;

/**
 * Reads the latest entries of the ledger, backwards in steps, until there are enough to
 * tell percentiles from or an hour is read: a busy ledger is not read to its end for a
 * look. Thread-safe.
 */
final class LatencyReports {

    private static final int ENOUGH = 5000;

    /** How far back each step reads. */
    private static final List<Duration> STEPS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5),
            Duration.ofMinutes(15), Duration.ofHours(1));

    /** Says nothing of a target but that it was not done yet. */
    private static final String HEDGE_LOST = "hedge_lost";

    private final UsageBook book;

    LatencyReports(UsageBook book) {
        this.book = book;
    }

    /**
     * @param to the first instant after the latest entries
     */
    UsageResult<LatencyReport> report(Instant to) {
        Map<Target, Samples> samples = new HashMap<>();
        Instant from = to;
        long read = 0;
        for (Duration step : STEPS) {
            if (read >= ENOUGH) {
                break;
            }
            Instant earlier = to.minus(step);
            UsageResult<Long> entries = this.book.entries(earlier, from, (entry) -> {
                if (!text(entry, LedgerField.OUTCOME).equals(HEDGE_LOST)) {
                    samples.computeIfAbsent(Target.of(entry), (first) -> new Samples()).add(entry);
                }
            });
            if (!(entries instanceof UsageResult.Read<Long>(Long count))) {
                return new UsageResult.Away<>();
            }
            read += count;
            from = earlier;
        }
        return new UsageResult.Read<>(new LatencyReport(from, to, rows(samples)));
    }

    private static List<LatencyReport.Row> rows(Map<Target, Samples> samples) {
        List<LatencyReport.Row> rows = new ArrayList<>(samples.size());
        samples.forEach((target, sample) -> rows.add(sample.row(target)));
        rows.sort(Comparator.comparingLong(LatencyReport.Row::calls)
            .reversed()
            .thenComparing(LatencyReport.Row::provider)
            .thenComparing(LatencyReport.Row::model));
        return rows;
    }

    private static String text(LedgerRecord entry, LedgerField field) {
        return entry.entry().fields().getOrDefault(field.wireName(), "");
    }

    private record Target(String provider, String model) {

        static Target of(LedgerRecord entry) {
            return new Target(text(entry, LedgerField.PROVIDER), text(entry, LedgerField.MODEL));
        }

    }

    /** What entries of one target say. */
    private static final class Samples {

        private static final int FIRST_ERROR_STATUS = 400;

        private static final String ANSWERED = "answered";

        private final List<Long> durations = new ArrayList<>();

        private final List<Long> firstTokens = new ArrayList<>();

        private long calls;

        private long errors;

        void add(LedgerRecord entry) {
            this.calls++;
            if (hasFailed(entry)) {
                this.errors++;
                return;
            }
            number(entry, LedgerField.DURATION_MS).ifPresent(this.durations::add);
            number(entry, LedgerField.FIRST_TOKEN_MS).ifPresent(this.firstTokens::add);
        }

        LatencyReport.Row row(Target target) {
            return new LatencyReport.Row(target.provider(), target.model(), this.calls, this.errors,
                    percentiles(this.durations), percentiles(this.firstTokens));
        }

        private static boolean hasFailed(LedgerRecord entry) {
            String outcome = text(entry, LedgerField.OUTCOME);
            return (!outcome.isEmpty() && !outcome.equals(ANSWERED))
                    || number(entry, LedgerField.STATUS).orElse(0) >= FIRST_ERROR_STATUS;
        }

        /** Entries are of any version of the gateway: what is no number is not there. */
        private static OptionalLong number(LedgerRecord entry, LedgerField field) {
            try {
                return OptionalLong.of(Long.parseLong(text(entry, field)));
            }
            catch (NumberFormatException ex) {
                return OptionalLong.empty();
            }
        }

        private static LatencyReport.Percentiles percentiles(List<Long> samples) {
            List<Long> sorted = samples.stream().sorted().toList();
            return new LatencyReport.Percentiles(nearestRank(sorted, 50), nearestRank(sorted, 95));
        }

        private static OptionalLong nearestRank(List<Long> sorted, int percent) {
            return sorted.isEmpty() ? OptionalLong.empty()
                    : OptionalLong.of(sorted.get((sorted.size() * percent + 99) / 100 - 1));
        }

    }

}
