package llmgateway.budget.settlement.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * @param directory of this node alone
 * @param fileBytes a file that has become so large is followed by a new one; 64 MiB
 * @param fileAge a file that has become so old is followed by a new one; 10 min
 * @param kept how long files are kept past their last line: as long as the store
 * remembers ended tickets, within which a line that is replayed cannot charge twice; 2 h
 * @param mostBytes of all files together, the oldest go first; 4 GiB, two hours of some
 * 400 calls a second
 * @param replayed what was settled so long before an outage is told to the store again
 * after it; 5 min, much longer than a replica lags behind
 */
public record JournalSettings(Path directory, long fileBytes, Duration fileAge, Duration kept, long mostBytes,
        Duration replayed) {

    public JournalSettings {
        if (fileBytes < 1 || mostBytes < fileBytes) {
            throw new IllegalArgumentException("a journal's files hold at least a byte, and all of them at least one");
        }
        if (fileAge.toMillis() < 1 || kept.compareTo(fileAge) < 0 || replayed.isNegative()) {
            throw new IllegalArgumentException("a journal's files are kept at least as long as they are written to");
        }
    }

    public static JournalSettings in(Path directory) {
        return new JournalSettings(directory, 64L << 20, Duration.ofMinutes(10), Duration.ofHours(2), 4L << 30,
                Duration.ofMinutes(5));
    }

}
