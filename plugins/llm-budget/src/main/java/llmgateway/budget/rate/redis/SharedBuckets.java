package llmgateway.budget.rate.redis;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.redisson.Bucket4jRedisson;
import io.github.bucket4j.redis.redisson.cas.RedissonBasedProxyManager;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.redis.RedisClock;

/**
 * One organisation's buckets, each under {@code llm:{organisation}:rate:<bucket>} until
 * it must be full again. A node has one command under way for a bucket; what comes
 * meanwhile goes together in the next, in the order it came.
 */
final class SharedBuckets {

    private final RedissonBasedProxyManager<String> manager;

    private final LoadingCache<AccountName, SharedBucket> inHand;

    SharedBuckets(RedissonClient client, Organisation organisation, RateSettings settings, RedisClock clock) {
        this.manager = Bucket4jRedisson.casBasedBuilder(((Redisson) client).getCommandExecutor())
            .clientClock(new RedisTimeMeter(clock))
            .requestTimeout(settings.timeLimit())
            .expirationAfterWrite(
                    ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(settings.keptPastFull()))
            .build();
        String prefix = "llm:{" + organisation.id() + "}:rate:";
        this.inHand = Caffeine.newBuilder()
            .maximumSize(settings.bucketsInHand())
            .build((name) -> open(prefix + name.value()));
    }

    SharedBucket named(AccountName name) {
        return this.inHand.get(name);
    }

    private SharedBucket open(String key) {
        return new SharedBucket(Optimizations.batching().apply(new BucketCommands(this.manager, key)));
    }

    private record RedisTimeMeter(RedisClock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return this.clock.epochNanos();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }

    }

}
