package llmgateway.budget.rate.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.redisson.config.Config;

import llmgateway.budget.account.AccountEvents;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedissonConfigs;

/** One runner's buckets: a client of its own, as another process would have. */
record RateNode(RedisConnection connection, RedisRateBuckets buckets) implements AutoCloseable {

    /** Generous, so that a busy machine does not pass for a dead Redis. */
    static final RateSettings PATIENT = RateSettings.DEFAULT.withTimeLimit(Duration.ofSeconds(10));

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static RateNode on(String address, Organisation organisation) {
        return on(address, organisation, PATIENT, System::nanoTime);
    }

    static RateNode on(String address, Organisation organisation, RateSettings settings, LongSupplier nanoTime) {
        return with(RedissonConfigs.ofAddress(address, settings.timeLimit()), organisation, settings, nanoTime);
    }

    static RateNode with(Config config, Organisation organisation, RateSettings settings, LongSupplier nanoTime) {
        RedisConnection connection = RedisConnection.open(config, PATIENCE);
        RedisRateBuckets buckets = new RedisRateBuckets(connection, organisation, settings, AccountEvents.NONE,
                nanoTime);
        buckets.start();
        return new RateNode(connection, buckets);
    }

    @Override
    public void close() {
        this.buckets.close();
        this.connection.close();
    }

}
