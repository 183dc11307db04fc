package llmgateway.core.upstream;

import java.time.Duration;
import java.util.Optional;

/**
 * One attempt at a provider, when it is over.
 *
 * @param server empty where it is not known any more
 * @param begin from the call's begin to the attempt's
 * @param duration from the attempt's begin to its end; as with {@code begin}, zero where
 * nobody measured it
 */
public record AttemptReport(Target target, Optional<ServerAddress> server, AttemptOutcome outcome, Duration begin,
        Duration duration) {
}
