package llmgateway.budget.rate.redis;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.AccountEvents;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.RateBucketsContract;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.budget.redis.RedissonConfigs;

import static org.assertj.core.api.Assertions.assertThat;

class RedisRateBucketsTest extends RateBucketsContract {

    /** Once is enough: the tests tell how time goes on from there. */
    static final RateSettings CLOCK_SET_ONCE = new RateSettings(Duration.ofSeconds(10), 3, Duration.ofMillis(100),
            Duration.ofDays(1), 10_000, Duration.ofMinutes(1));

    private static RedisProcess redis;

    private static RedisConnection connection;

    private final Organisation organisation = new Organisation("org-" + UUID.randomUUID());

    private final AtomicLong nanos = new AtomicLong(-5);

    private RedisRateBuckets buckets;

    @BeforeAll
    static void startRedis() {
        redis = RedisProcess.start();
        connection = RedisConnection.open(RedissonConfigs.ofAddress(redis.address(), CLOCK_SET_ONCE.timeLimit()),
                Duration.ofSeconds(10));
    }

    @AfterAll
    static void stopRedis() {
        connection.close();
        redis.close();
    }

    @BeforeEach
    void open() {
        this.buckets = new RedisRateBuckets(connection, this.organisation, CLOCK_SET_ONCE, AccountEvents.NONE,
                this.nanos::get);
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

    @Test
    void bucketIsKeptUntilItMustBeFullAgain() {
        take(ALICE, SIXTY, 45);

        assertThat(ttl()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(105));
        take(ALICE, new Rate(60, Duration.ofHours(1)), 0);
        assertThat(ttl()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(105));
        take(ALICE, new Rate(60, Duration.ofHours(1)), 1);
        assertThat(ttl()).isBetween(Duration.ofMinutes(46), Duration.ofMinutes(47));
    }

    @Test
    void lookingAndRefusingCreateNothing() {
        level(ALICE, SIXTY);
        take(ALICE, SIXTY, 61);
        take(ALICE, SIXTY, 0);

        assertThat(redis.keys("llm:{" + this.organisation.id() + "}:rate:*")).isEmpty();
    }

    private Duration ttl() {
        return Duration.ofMillis((Long) redis.command("PTTL", "llm:{" + this.organisation.id() + "}:rate:" + ALICE));
    }

}
