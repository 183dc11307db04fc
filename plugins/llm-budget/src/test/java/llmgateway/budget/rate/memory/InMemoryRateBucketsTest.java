package llmgateway.budget.rate.memory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.RateBucketsContract;

class InMemoryRateBucketsTest extends RateBucketsContract {

    private final AtomicLong nanos = new AtomicLong(-5);

    private final InMemoryRateBuckets buckets = new InMemoryRateBuckets(this.nanos::get);

    @Override
    protected RateBuckets buckets() {
        return this.buckets;
    }

    @Override
    protected void advance(Duration time) {
        this.nanos.addAndGet(time.toNanos());
    }

}
