package llmgateway.metrics.report;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * How long calls took lately, and how many failed.
 *
 * @param from how far back entries were read
 * @param to the first instant after
 * @param rows those with the most calls first
 */
public record LatencyReport(Instant from, Instant to, List<Row> rows) {

    public LatencyReport {
        rows = List.copyOf(rows);
    }

    long calls() {
        return this.rows.stream().mapToLong(Row::calls).sum();
    }

    long errors() {
        return this.rows.stream().mapToLong(Row::errors).sum();
    }

    /**
     * @param errors calls with a status of 400 or more, or that were not answered; they
     * count in no percentile
     * @param duration from the request to the end of the answer
     * @param firstToken from the request to the first token, or to the first byte where
     * tokens were not seen
     */
    public record Row(String provider, String model, long calls, long errors, Percentiles duration,
            Percentiles firstToken) {
    }

    /**
     * In milliseconds, by nearest rank; empty where there are no calls to tell from.
     */
    public record Percentiles(OptionalLong p50, OptionalLong p95) {
    }

}
