package llmgateway.budget.rate.bucket;

import java.time.Duration;
import java.util.Optional;

import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateLevel;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult.Refusal;

/**
 * How a bucket stands after something was done to it, or not.
 *
 * @param enough whether what was asked for was there
 * @param available may be below zero: owed
 * @param untilFull exact to the nanosecond
 * @param untilEnough zero if there is enough; empty if the bucket is too small
 */
public record Standing(boolean enough, long available, Duration untilFull, Optional<Duration> untilEnough) {

    public RateLevel level(RateTake take) {
        return new RateLevel(take.bucket(), take.rate(), Math.max(0, this.available), this.untilFull);
    }

    public Refusal refusal(RateTake take) {
        return new Refusal(level(take), take.amount(), this.untilEnough);
    }

    /** Nothing is known, because nobody waits for it any more. */
    static Standing unknown(Rate rate) {
        return new Standing(false, 0, rate.refillPeriod(), Optional.empty());
    }

}
