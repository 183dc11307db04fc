package llmgateway.metrics.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.AttemptReport;

/**
 * Tells from a log entry what APISIX tried, on one node of the upstream after the other.
 */
final class Tries {

    private Tries() {
    }

    /**
     * Where the entry has no times, the last try is taken to have lasted as long as the
     * call.
     * @param last how the last one ended
     */
    static List<AttemptReport> of(AdmittedCall call, LogEntry entry, AttemptOutcome last) {
        int count = entry.attempts();
        List<OptionalInt> statuses = entry.upstreamStatuses();
        List<Duration> times = entry.upstreamTimes();
        List<AttemptReport> tries = new ArrayList<>(count);
        Duration begin = Duration.ZERO;
        for (int i = 0; i < count; i++) {
            boolean isLast = i == count - 1;
            Duration took = !times.isEmpty() ? times.get(i) : isLast ? entry.duration() : Duration.ZERO;
            tries.add(new AttemptReport(call.target(), call.server(), isLast ? last : failed(statuses.get(i)), begin,
                    took));
            begin = begin.plus(took);
        }
        return tries;
    }

    /** The gateway tries on after what it takes for a failure. */
    private static AttemptOutcome failed(OptionalInt status) {
        return status.isPresent() ? new AttemptOutcome.Answered(status.getAsInt()) : new AttemptOutcome.Broken();
    }

}
