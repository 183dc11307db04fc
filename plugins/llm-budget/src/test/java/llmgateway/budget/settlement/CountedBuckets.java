package llmgateway.budget.settlement;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.RateCorrection;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;

/** Buckets that never refill, and so show what was put right. */
final class CountedBuckets implements RateBuckets {

    private final Map<String, Long> corrections = new ConcurrentHashMap<>();

    long corrected(String bucket) {
        return this.corrections.getOrDefault(bucket, 0L);
    }

    @Override
    public TakeResult take(List<RateTake> takes) {
        return new TakeResult.Taken(List.of());
    }

    @Override
    public boolean correct(List<RateCorrection> corrections) {
        corrections.forEach((each) -> this.corrections.merge(each.bucket().value(), each.amount(), Math::addExact));
        return true;
    }

    @Override
    public TakeResult levels(List<RateTake> buckets) {
        return new TakeResult.Taken(List.of());
    }

    @Override
    public boolean reset(AccountName bucket, Rate rate) {
        throw new UnsupportedOperationException("an operator's business");
    }

}
