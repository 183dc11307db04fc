package llmgateway.budget.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * @param retention how long an entry is kept in the store at least
 * @param archive the directory of this organisation's archive; none without
 * @param interval between two rounds of archiving and dropping
 */
public record LedgerSettings(Duration retention, Optional<Path> archive, Duration interval) {
}
