package llmgateway.budget.rate;

import java.time.Duration;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Rate;

/**
 * How a bucket stands.
 *
 * @param remaining what can be taken now, at least 0
 * @param untilFull how long until it is full again if nothing is taken
 */
public record RateLevel(AccountName bucket, Rate rate, long remaining, Duration untilFull) {
}
