package llmgateway.metrics.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries of the ledger.
 *
 * @param from the first instant
 * @param to the first instant after
 * @param consumer whose alone
 */
public record LedgerQuery(Instant from, Instant to, Optional<String> consumer) {

    private static final Duration USUAL = Duration.ofDays(1);

    /** The names that may be given, of which {@code format} is read elsewhere. */
    static final Set<String> NAMES = Set.of("from", "to", "consumer", "format");

    static LedgerQuery read(Parameters parameters, Instant now) throws UnusableParameter {
        Instant to = parameters.instant("to").orElse(now);
        Instant from = parameters.instant("from").orElse(to.minus(USUAL));
        if (!from.isBefore(to)) {
            throw new UnusableParameter("from", "must be before 'to'");
        }
        return new LedgerQuery(from, to, parameters.text("consumer"));
    }

}
