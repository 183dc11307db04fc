package llmgateway.budget.rate.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteBucketState;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.RateCorrection;
import llmgateway.budget.rate.RateLevel;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;
import llmgateway.budget.rate.TakeResult.Refusal;
import llmgateway.budget.rate.TakeResult.Refused;
import llmgateway.budget.rate.TakeResult.Taken;
import llmgateway.budget.rate.bucket.BucketOperation;
import llmgateway.budget.rate.bucket.BucketOperation.Correct;
import llmgateway.budget.rate.bucket.BucketOperation.Fill;
import llmgateway.budget.rate.bucket.BucketOperation.Look;
import llmgateway.budget.rate.bucket.BucketOperation.Take;
import llmgateway.budget.rate.bucket.Standing;

/**
 * Buckets of this node alone, where a limit is to be counted locally while the store is
 * away. Never unavailable. A full bucket takes no memory.
 */
public final class InMemoryRateBuckets implements RateBuckets {

    private final LongSupplier nanoTime;

    private final Cache<AccountName, RemoteBucketState> buckets;

    /**
     * @param nanoTime monotonic, as {@link System#nanoTime()}
     */
    public InMemoryRateBuckets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.buckets = Caffeine.newBuilder()
            .ticker(nanoTime::getAsLong)
            .expireAfter(Expiry.<AccountName, RemoteBucketState>writing((name, bucket) -> untilFull(bucket)))
            .build();
    }

    @Override
    public synchronized TakeResult take(List<RateTake> takes) {
        List<RateLevel> levels = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        List<RateTake> granted = new ArrayList<>();
        for (RateTake take : takes) {
            Standing standing = apply(take.bucket(), new Take(take.rate(), take.amount(), () -> true));
            if (standing.enough()) {
                granted.add(take);
                levels.add(standing.level(take));
            }
            else {
                refusals.add(standing.refusal(take));
            }
        }
        if (refusals.isEmpty()) {
            return new Taken(levels);
        }
        granted.forEach((take) -> apply(take.bucket(), new Correct(take.rate(), take.amount(), () -> true)));
        return new Refused(refusals);
    }

    @Override
    public synchronized boolean correct(List<RateCorrection> corrections) {
        corrections.forEach((correction) -> apply(correction.bucket(),
                new Correct(correction.rate(), correction.amount(), () -> true)));
        return true;
    }

    @Override
    public synchronized TakeResult levels(List<RateTake> takes) {
        return new Taken(
                takes.stream().map((take) -> apply(take.bucket(), new Look(take.rate(), 0)).level(take)).toList());
    }

    @Override
    public synchronized boolean reset(AccountName bucket, Rate rate) {
        apply(bucket, new Fill(rate));
        return true;
    }

    private Standing apply(AccountName bucket, BucketOperation operation) {
        RemoteBucketState stored = this.buckets.getIfPresent(bucket);
        MutableBucketEntry entry = new MutableBucketEntry(stored);
        Standing standing = operation.applyTo(entry, this.nanoTime.getAsLong());
        if (entry.isStateModified()) {
            this.buckets.put(bucket, entry.get());
        }
        return standing;
    }

    /** Bucket4j rounds down. */
    private Duration untilFull(RemoteBucketState bucket) {
        return Duration.ofNanos(bucket.calculateFullRefillingTime(this.nanoTime.getAsLong())).plusNanos(1);
    }

}
