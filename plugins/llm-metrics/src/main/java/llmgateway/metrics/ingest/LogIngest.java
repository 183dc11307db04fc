package llmgateway.metrics.ingest;

import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.core.ledger.Settlements;
import llmgateway.metrics.accounting.CallAccounting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Settles the calls that APISIX carried, from what its {@code http-logger} posts. Entries
 * that cannot be used are skipped, as sending them again would not help; sending any
 * again does no harm. Thread-safe; holds one entry at a time.
 */
public final class LogIngest {

    private static final Logger LOG = LoggerFactory.getLogger(LogIngest.class);

    private final LogReader reader;

    private final EntryIngest entries;

    private final Consumer<EntryResult> counter;

    /**
     * @param maxText the longest value of an entry, in characters
     * @param counter told of every entry, at once
     */
    public LogIngest(Settlements settlements, CallAccounting accounting, int maxText, Consumer<EntryResult> counter) {
        this.reader = new LogReader(maxText);
        this.entries = new EntryIngest(settlements, accounting);
        this.counter = counter;
    }

    /**
     * @param posted the body of the post; what it throws as it is read is thrown on
     */
    public IngestResult ingest(InputStream posted) {
        Map<EntryResult, Integer> counts = new EnumMap<>(EntryResult.class);
        try {
            this.reader.read(posted, (entry) -> count(settle(entry), counts));
        }
        catch (JacksonException ex) {
            if (ex.getCause() != null) {
                throw ex;
            }
            count(EntryResult.UNREADABLE, counts);
        }
        if (counts.containsKey(EntryResult.STORE_AWAY)) {
            return new IngestResult.StoreAway();
        }
        warn(counts);
        return done(counts);
    }

    private EntryResult settle(Optional<LogEntry> entry) {
        try {
            return entry.map(this.entries::settle).orElse(EntryResult.UNREADABLE);
        }
        catch (RuntimeException ex) {
            LOG.error("a log entry could not be settled: {} at {}", ex.getClass().getName(),
                    (ex.getStackTrace().length > 0) ? ex.getStackTrace()[0] : "an unknown place");
            return EntryResult.UNREADABLE;
        }
    }

    private boolean count(EntryResult result, Map<EntryResult, Integer> counts) {
        counts.merge(result, 1, Integer::sum);
        this.counter.accept(result);
        return result != EntryResult.STORE_AWAY;
    }

    private static void warn(Map<EntryResult, Integer> counts) {
        int unreadable = counts.getOrDefault(EntryResult.UNREADABLE, 0);
        int unknown = counts.getOrDefault(EntryResult.UNKNOWN, 0);
        if (unreadable + unknown > 0) {
            LOG.warn("of the log entries of one post {} could not be read and {} were of calls that nobody knows",
                    unreadable, unknown);
        }
    }

    private static IngestResult done(Map<EntryResult, Integer> counts) {
        int accepted = 0;
        int skipped = 0;
        for (Map.Entry<EntryResult, Integer> count : counts.entrySet()) {
            if (count.getKey().isAccepted()) {
                accepted += count.getValue();
            }
            else {
                skipped += count.getValue();
            }
        }
        return new IngestResult.Done(accepted, skipped);
    }

}
