package llmgateway.budget.rate;

import java.util.List;

/**
 * Buckets that refill evenly, shared by all nodes. Blocking within a time limit, safe for
 * use by many threads. A store that is away is {@link TakeResult.Unavailable}, never an
 * exception.
 */
public interface RateBuckets {

    /** Takes from every bucket, or from none. */
    TakeResult take(List<RateTake> takes);

    /**
     * Puts right what was taken once the true amounts are known.
     * @return false if the store could not be asked; what was taken then stays taken
     */
    boolean correct(List<RateCorrection> corrections);

    /** How the buckets stand, in the order asked for. Takes nothing. */
    TakeResult levels(List<RateTake> buckets);

    /**
     * Fills a bucket, or adds to it beyond what refills.
     * @param correction what to give, in whole units
     */
    default boolean give(RateCorrection correction) {
        return correct(List.of(correction));
    }

}
