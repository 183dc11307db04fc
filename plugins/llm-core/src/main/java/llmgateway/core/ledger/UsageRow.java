package llmgateway.core.ledger;

import java.time.Instant;

/**
 * What one combination of caller and target used in one period.
 *
 * @param start of the period
 */
public record UsageRow(Instant start, UsageKey key, UsageSums sums) {
}
