package llmgateway.budget.rate.bucket;

import java.time.Duration;
import java.util.Optional;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.MathType;
import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteStat;

import llmgateway.budget.limit.Rate;

/**
 * One bucket at one moment, refilled until then and brought to a rate. A bucket that is
 * not stored is full.
 * <p>
 * Under another rate than before, what has been used stays used (the bucket may then
 * owe), and what has been refilled is kept to a part of a unit, so that two places that
 * set different rates for one bucket do not keep it from refilling. Bucket4j's own ways
 * to inherit tokens forgive what was used when a limit is lowered.
 */
final class TokenBucket {

    /** So that no sum overflows, whatever usage a provider reports. */
    private static final long MOST_OWED = 1_000_000_000_000_000L;

    private final MutableBucketEntry entry;

    private final RemoteBucketState state;

    private final long capacity;

    private final long periodNanos;

    private final long now;

    private final boolean rateIsNew;

    private TokenBucket(MutableBucketEntry entry, RemoteBucketState state, Rate rate, long now, boolean rateIsNew) {
        this.entry = entry;
        this.state = state;
        this.capacity = rate.capacity();
        this.periodNanos = rate.refillPeriod().toNanos();
        this.now = now;
        this.rateIsNew = rateIsNew;
    }

    /**
     * @param now in nanoseconds, of the clock that all users of the bucket share
     */
    static TokenBucket at(MutableBucketEntry entry, Rate rate, long now) {
        BucketConfiguration configuration = configuration(rate);
        if (!entry.exists()) {
            return new TokenBucket(entry, full(configuration, now), rate, now, false);
        }
        RemoteBucketState stored = entry.get().copy();
        stored.refillAllBandwidth(now);
        if (stored.getConfiguration().equals(configuration)) {
            return new TokenBucket(entry, stored, rate, now, false);
        }
        return new TokenBucket(entry, converted(stored, configuration, now), rate, now, true);
    }

    boolean holds(long amount) {
        return amount <= this.state.getAvailableTokens();
    }

    void take(long amount) {
        if (amount > 0) {
            this.state.consume(amount);
            store();
        }
    }

    /** Takes whatever is there. */
    void owe(long amount) {
        take(Math.min(amount, this.state.getAvailableTokens() + MOST_OWED));
    }

    /** Never beyond full. */
    void giveBack(long amount) {
        if (amount > 0 && isStored()) {
            this.state.addTokens(amount);
            store();
        }
    }

    void fill() {
        if (isStored()) {
            this.state.reset();
            store();
        }
    }

    /** So that the bucket refills at the rate it has now, though nothing was taken. */
    void storeNewRate() {
        if (this.rateIsNew) {
            store();
        }
    }

    Standing standing(boolean enough, long asked) {
        return new Standing(enough, this.state.getAvailableTokens(), until(this.capacity),
                enough ? Optional.of(Duration.ZERO) : untilHolds(asked));
    }

    private Optional<Duration> untilHolds(long amount) {
        return (amount > this.capacity) ? Optional.empty() : Optional.of(until(amount));
    }

    /** Bucket4j's own estimate ends a nanosecond before the last unit is whole. */
    private Duration until(long amount) {
        long missing = amount - this.state.getAvailableTokens();
        if (missing <= 0) {
            return Duration.ZERO;
        }
        if (missing > Long.MAX_VALUE / this.periodNanos) {
            return Duration
                .ofNanos(this.state.calculateDelayNanosAfterWillBePossibleToConsume(amount, this.now, false));
        }
        long partly = this.state.getState().getRoundingError(0);
        return Duration.ofNanos(Math.ceilDiv(missing * this.periodNanos - partly, this.capacity));
    }

    private boolean isStored() {
        return this.entry.exists();
    }

    private void store() {
        this.entry.set(this.state);
    }

    private static RemoteBucketState converted(RemoteBucketState old, BucketConfiguration configuration, long now) {
        Bandwidth before = old.getConfiguration().getBandwidths()[0];
        Bandwidth after = configuration.getBandwidths()[0];
        double partly = (double) old.getState().getRoundingError(0) / before.getRefillPeriodNanos();
        long sinceWhole = (long) (partly * after.getRefillPeriodNanos() / after.getRefillTokens());
        RemoteBucketState state = full(configuration, now - sinceWhole);
        state.consume(before.getCapacity() - old.getAvailableTokens());
        state.refillAllBandwidth(now);
        return state;
    }

    private static RemoteBucketState full(BucketConfiguration configuration, long now) {
        return new RemoteBucketState(BucketState.createInitialState(configuration, MathType.INTEGER_64_BITS, now),
                new RemoteStat(0), null);
    }

    private static BucketConfiguration configuration(Rate rate) {
        return BucketConfiguration.builder()
            .addLimit((limit) -> limit.capacity(rate.capacity()).refillGreedy(rate.capacity(), rate.refillPeriod()))
            .build();
    }

}
