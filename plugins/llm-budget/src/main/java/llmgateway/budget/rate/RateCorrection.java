package llmgateway.budget.rate;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Rate;

/**
 * @param amount to give back, which never makes the bucket more than full; negative to
 * take more, which is never refused: the bucket then owes it
 */
public record RateCorrection(AccountName bucket, Rate rate, long amount) {
}
