package llmgateway.bench;

import java.time.Duration;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.redisson.Bucket4jRedisson;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

import llmgateway.bench.LimitSet.PlainBucket;

/**
 * What admissions are compared with: Bucket4j on Redisson as its documentation shows it,
 * one bucket after the other. Nothing is given back when a later bucket has too little.
 */
final class PlainBuckets {

    private final ProxyManager<String> buckets;

    PlainBuckets(RedissonClient client) {
        this.buckets = Bucket4jRedisson.casBasedBuilder(((Redisson) client).getCommandExecutor())
            .expirationAfterWrite(
                    ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
            .build();
    }

    boolean take(LimitSet limits, String consumer) {
        for (PlainBucket bucket : limits.plain()) {
            String key = "plain:" + limits.size() + ':' + bucket.name() + ':' + (bucket.byConsumer() ? consumer : "*");
            if (!this.buckets.getProxy(key, () -> configuration(bucket)).tryConsume(bucket.amount())) {
                return false;
            }
        }
        return true;
    }

    private static BucketConfiguration configuration(PlainBucket bucket) {
        return BucketConfiguration.builder()
            .addLimit((limit) -> limit.capacity(bucket.capacity()).refillGreedy(bucket.capacity(), bucket.period()))
            .build();
    }

}
