package llmgateway.budget.rate;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Rate;

/**
 * @param bucket identifies it; what is in it stays with its name when the rate changes
 * @param rate as the limit defines it at the moment of the call, so that an edited limit
 * counts at once
 * @param amount 0 or more; 0 is refused only by a bucket that owes
 */
public record RateTake(AccountName bucket, Rate rate, long amount) {

    public RateTake {
        if (amount < 0) {
            throw new IllegalArgumentException("nothing negative is taken from a bucket");
        }
    }

}
