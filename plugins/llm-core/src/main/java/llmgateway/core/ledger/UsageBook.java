package llmgateway.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One organisation's usage, for reports. Thread-safe and blocking; never throws for a
 * store that is away.
 */
public interface UsageBook {

    /**
     * Sums of every period of which a part lies in the time asked for. Those of the
     * running period may differ by the calls that end while they are read.
     * @param from the first instant
     * @param to the first instant after
     * @return in order of time; no row where nothing was counted
     */
    UsageResult<List<UsageRow>> rollups(Granularity granularity, Instant from, Instant to);

    /**
     * Hands over every ledger entry written in a time, in order, without holding more
     * than a page of them.
     * @param from the first instant
     * @param to the first instant after
     * @param record called on the calling thread; what it throws ends the reading
     * @return how many there were; where the store went away, some may have been handed
     * over before
     */
    UsageResult<Long> entries(Instant from, Instant to, Consumer<LedgerRecord> record);

    /** Which entries can be asked for, and which are archived. */
    UsageResult<LedgerSpan> span();

    /** By what usage is summed up. */
    enum Granularity {

        /** Hours of UTC. */
        HOUR,

        /** Days of UTC. */
        DAY,

        /**
         * Days of UTC by consumer and tag: a call counts once under each of its tags, and
         * the other parts of {@link UsageKey} are empty.
         */
        TAG

    }

}
