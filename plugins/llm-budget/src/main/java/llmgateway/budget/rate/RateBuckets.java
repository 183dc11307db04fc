package llmgateway.budget.rate;

import java.util.List;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Rate;

/**
 * Buckets that refill evenly and start full, shared by all nodes. Blocking within a time
 * limit, safe for use by many threads. A store that is away is
 * {@link TakeResult.Unavailable}, never an exception.
 * <p>
 * A bucket keeps what has been used of it, and each call brings its own {@link Rate}:
 * under a new one there is available what it holds less what has been used, and where
 * that is below zero the bucket owes until it has refilled. So an edited limit counts at
 * once and forgets nothing, and where two places set different rates for one name, all
 * count together, each call is judged by its own rate, and the bucket refills at the rate
 * that was last asked by.
 */
public interface RateBuckets {

    /** Takes from every bucket, or from none. */
    TakeResult take(List<RateTake> takes);

    /**
     * Puts right what was taken once the true amounts are known.
     * @return false if the store could not be asked; what was taken then stays taken. Not
     * to be repeated: of several corrections some may have been made
     */
    boolean correct(List<RateCorrection> corrections);

    /**
     * How the buckets stand, in the order asked for, whatever the amounts. Takes nothing.
     * @return {@link TakeResult.Taken} or {@link TakeResult.Unavailable}
     */
    TakeResult levels(List<RateTake> buckets);

    /**
     * Adds to a bucket, at most until it is full.
     * @return false if the store could not be asked
     */
    default boolean give(RateCorrection correction) {
        return correct(List.of(correction));
    }

    /**
     * Makes a bucket full again, whatever it owes.
     * @return false if the store could not be asked
     */
    boolean reset(AccountName bucket, Rate rate);

}
