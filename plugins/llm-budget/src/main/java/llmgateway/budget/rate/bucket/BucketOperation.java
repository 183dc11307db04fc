package llmgateway.budget.rate.bucket;

import java.util.function.BooleanSupplier;

import io.github.bucket4j.distributed.remote.MutableBucketEntry;

import llmgateway.budget.limit.Rate;

/**
 * What is done to a bucket in one step. May be carried out more than once on the way to
 * being stored: all but the last of them count for nothing.
 */
public sealed interface BucketOperation {

    /**
     * @param entry the stored bucket, changed in place if the operation changes it
     * @param now in nanoseconds, of the clock that all users of the bucket share
     */
    Standing applyTo(MutableBucketEntry entry, long now);

    /**
     * Takes if there is enough. An amount of 0 asks only that the bucket owes nothing.
     *
     * @param wanted whether anybody still waits for it; otherwise it takes nothing
     */
    record Take(Rate rate, long amount, BooleanSupplier wanted) implements BucketOperation {

        @Override
        public Standing applyTo(MutableBucketEntry entry, long now) {
            if (!this.wanted.getAsBoolean()) {
                return Standing.unknown(this.rate);
            }
            TokenBucket bucket = TokenBucket.at(entry, this.rate, now);
            boolean enough = bucket.holds(this.amount);
            if (enough) {
                bucket.take(this.amount);
            }
            else {
                bucket.storeNewRate();
            }
            return bucket.standing(enough, this.amount);
        }

    }

    /** Whether a take would find enough. Changes nothing. */
    record Look(Rate rate, long amount) implements BucketOperation {

        @Override
        public Standing applyTo(MutableBucketEntry entry, long now) {
            TokenBucket bucket = TokenBucket.at(entry, this.rate, now);
            return bucket.standing(bucket.holds(this.amount), this.amount);
        }

    }

    /**
     * Gives back, never beyond full, or takes whatever is there.
     *
     * @param amount negative to take
     * @param wanted whether anybody still waits for it; otherwise it changes nothing
     */
    record Correct(Rate rate, long amount, BooleanSupplier wanted) implements BucketOperation {

        @Override
        public Standing applyTo(MutableBucketEntry entry, long now) {
            if (!this.wanted.getAsBoolean()) {
                return Standing.unknown(this.rate);
            }
            TokenBucket bucket = TokenBucket.at(entry, this.rate, now);
            if (this.amount < 0) {
                bucket.owe(Math.negateExact(Math.max(this.amount, -Long.MAX_VALUE)));
            }
            else {
                bucket.giveBack(this.amount);
            }
            return bucket.standing(true, 0);
        }

    }

    /** Makes it full again. */
    record Fill(Rate rate) implements BucketOperation {

        @Override
        public Standing applyTo(MutableBucketEntry entry, long now) {
            TokenBucket bucket = TokenBucket.at(entry, this.rate, now);
            bucket.fill();
            return bucket.standing(true, 0);
        }

    }

}
