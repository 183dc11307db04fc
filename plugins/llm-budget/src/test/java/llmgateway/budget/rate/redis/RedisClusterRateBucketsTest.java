package llmgateway.budget.rate.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import llmgateway.budget.account.AccountEvents;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.RateBucketsContract;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.budget.redis.RedissonConfigs;

/** Buckets in a cluster, and Redis' time from the master that keeps them. */
class RedisClusterRateBucketsTest extends RateBucketsContract {

    private static RedisProcess redis;

    private static RedisConnection connection;

    private final AtomicLong nanos = new AtomicLong();

    private RedisRateBuckets buckets;

    @BeforeAll
    static void startRedis(@TempDir Path directory) throws IOException {
        redis = RedisProcess.startCluster(directory);
        Path file = Files.writeString(directory.resolve("redisson.yaml"), """
                clusterServersConfig:
                  nodeAddresses: ["%s"]
                """.formatted(redis.address()));
        connection = RedisConnection.open(RedissonConfigs.ofFile(file, RedisRateBucketsTest.CLOCK_SET_ONCE.timeLimit()),
                Duration.ofSeconds(10));
    }

    @AfterAll
    static void stopRedis() {
        connection.close();
        redis.close();
    }

    @BeforeEach
    void open() {
        this.buckets = new RedisRateBuckets(connection, new Organisation("org-" + UUID.randomUUID()),
                RedisRateBucketsTest.CLOCK_SET_ONCE, AccountEvents.NONE, this.nanos::get);
    }

    @AfterEach
    void close() {
        this.buckets.close();
    }

    @Override
    protected RateBuckets buckets() {
        return this.buckets;
    }

    @Override
    protected void advance(Duration time) {
        this.nanos.addAndGet(time.toNanos());
    }

}
