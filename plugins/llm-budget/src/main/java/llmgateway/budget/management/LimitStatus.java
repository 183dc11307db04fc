package llmgateway.budget.management;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import llmgateway.budget.limit.ApplicableLimit;

/**
 * How a limit stands for one subject. Amounts are in nano-dollars, requests, tokens or
 * calls, as the limit counts.
 *
 * @param limit as it holds now, an override included
 * @param allowed cap or capacity, top-ups included
 * @param used settled in the window; for a rate what is taken and not yet refilled
 * @param held by running calls
 * @param left at least 0
 * @param resetsAt when the window ends; empty if never, and for rates
 * @param untilFull for rates
 * @param overriddenUntil if an operator's override holds
 */
public record LimitStatus(ApplicableLimit limit, long allowed, long used, long held, long left,
        Optional<Instant> resetsAt, Optional<Duration> untilFull, Optional<Instant> overriddenUntil) {
}
