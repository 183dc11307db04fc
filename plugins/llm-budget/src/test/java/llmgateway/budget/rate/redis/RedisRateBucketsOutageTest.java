package llmgateway.budget.rate.redis;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import llmgateway.budget.account.AccountEvents;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateCorrection;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;
import llmgateway.budget.rate.TakeResult.Refused;
import llmgateway.budget.rate.TakeResult.Taken;
import llmgateway.budget.rate.TakeResult.Unavailable;
import llmgateway.budget.redis.Eventually;
import llmgateway.budget.redis.Interceptor;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.budget.redis.RedissonConfigs;

import static org.assertj.core.api.Assertions.assertThat;

/** Redis is away, frozen, or refuses. */
class RedisRateBucketsOutageTest {

    private static final Organisation ORGANISATION = new Organisation("outage");

    private static final AccountName ALICE = new AccountName("alice");

    private static final AccountName BOB = new AccountName("bob");

    /** Refills nothing to speak of. */
    private static final Rate SLOW = new Rate(1_000, Duration.ofDays(1));

    private final RedisProcess redis = RedisProcess.start();

    private final RateNode node = RateNode.on(this.redis.address(), ORGANISATION, RateSettings.DEFAULT,
            System::nanoTime);

    @BeforeEach
    void warmUp() {
        Eventually.until("the node is warm", () -> take(BOB, 1) instanceof Taken);
    }

    @AfterEach
    void stop() {
        this.node.close();
        this.redis.close();
    }

    @Test
    void I1_killedRedisIsUnavailableAndSparedUntilItIsBack() {
        this.redis.kill();
        assertThat(take(ALICE, 1)).isInstanceOf(Unavailable.class);
        awaitReason(Reason.CIRCUIT_OPEN);
        assertThat(this.node.buckets().correct(List.of(new RateCorrection(ALICE, SLOW, 1)))).isFalse();
        assertThat(this.node.buckets().reset(ALICE, SLOW)).isFalse();
        assertThat(this.node.buckets().levels(List.of(new RateTake(ALICE, SLOW, 1))))
            .isEqualTo(new Unavailable(Reason.CIRCUIT_OPEN));

        this.redis.restart();

        Eventually.until("taking again", () -> take(ALICE, 1) instanceof Taken);
        assertThat(take(ALICE, 999)).as("an empty Redis has full buckets").isInstanceOf(Taken.class);
        assertThat(take(ALICE, 1)).isInstanceOf(Refused.class);
    }

    @Test
    void I2_frozenRedisIsUnavailableWithinTheTimeLimit() {
        this.redis.freeze();

        long start = System.nanoTime();
        assertThat(take(ALICE, 1)).isEqualTo(new Unavailable(Reason.TIMEOUT));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as("far below Redisson's own 17 s")
            .isLessThan(Duration.ofSeconds(5));
        awaitReason(Reason.CIRCUIT_OPEN);

        this.redis.thaw();
        Eventually.until("taking again", () -> take(ALICE, 0) instanceof Taken);
    }

    @Test
    void I2_callsThatGaveUpWaitingBehindAFrozenRedisTakeNothingOnceItThaws() throws InterruptedException {
        RateSettings neverOpens = new RateSettings(Duration.ofMillis(200), Integer.MAX_VALUE, Duration.ofMillis(100),
                Duration.ofSeconds(5), 100, Duration.ofMinutes(1));
        try (RateNode patientClient = RateNode.with(
                RedissonConfigs.ofAddress(this.redis.address(), Duration.ofSeconds(20)), ORGANISATION, neverOpens,
                System::nanoTime)) {
            Eventually.until("the node is warm",
                    () -> patientClient.buckets().take(List.of(new RateTake(ALICE, SLOW, 1))) instanceof Taken);
            long before = remaining(ALICE);
            this.redis.freeze();
            List<Thread> waiting = IntStream.range(0, 20)
                .mapToObj((i) -> Thread.startVirtualThread(() -> patientClient.buckets()
                    .take(List.of(new RateTake(ALICE, SLOW, 10), new RateTake(BOB, SLOW, 10)))))
                .toList();
            for (Thread thread : waiting) {
                thread.join();
            }

            this.redis.thaw();

            Eventually.until("taking again",
                    () -> patientClient.buckets().take(List.of(new RateTake(ALICE, SLOW, 0))) instanceof Taken);
            Eventually.until("what was taken for nobody is given back", () -> remaining(ALICE) == before);
        }
    }

    @Test
    void I4_readOnlyReplicaIsUnavailableUntilItIsAMasterAgain() {
        this.redis.command("REPLICAOF", "127.0.0.1", "1");
        assertThat(take(ALICE, 1)).isEqualTo(new Unavailable(Reason.READ_ONLY));
        for (int i = 0; i < 5; i++) {
            assertThat(take(BOB, 1)).isEqualTo(new Unavailable(Reason.READ_ONLY));
        }

        this.redis.command("REPLICAOF", "NO", "ONE");
        assertThat(take(ALICE, 1)).isInstanceOf(Taken.class);
    }

    @Test
    void I4_redisOutOfMemoryIsUnavailable() {
        this.redis.command("CONFIG", "SET", "maxmemory", "1");
        assertThat(take(ALICE, 1)).isEqualTo(new Unavailable(Reason.OUT_OF_MEMORY));
        assertThat(take(BOB, 1)).isEqualTo(new Unavailable(Reason.OUT_OF_MEMORY));
        assertThat(take(BOB, 1_000)).as("what can be known is said").isInstanceOf(Refused.class);

        this.redis.command("CONFIG", "SET", "maxmemory", "0");
        assertThat(take(ALICE, 1_000)).isInstanceOf(Taken.class);
    }

    @Test
    void I4_flushedScriptsAreLoadedAgain() {
        this.redis.command("SCRIPT", "FLUSH");
        long before = remaining(BOB);

        assertThat(take(BOB, 1)).isInstanceOf(Taken.class);
        assertThat(remaining(BOB)).isEqualTo(before - 1);
    }

    @ParameterizedTest
    @CsvSource({ "-LOADING Redis is loading the dataset in memory,BUSY",
            "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.,BUSY",
            "-CLUSTERDOWN Hash slot not served,CLUSTER", "-TRYAGAIN Multiple keys request during rehashing,CLUSTER",
            "-READONLY You can't write against a read only replica.,READ_ONLY",
            "-OOM command not allowed when used memory > 'maxmemory'.,OUT_OF_MEMORY",
            "-ERR something nobody foresaw,ERROR" })
    void I4_errorIsNamedAndNotReplayed(String error, Reason reason) {
        try (Interceptor interceptor = Interceptor.before(this.redis);
                RateNode behind = RateNode.on(interceptor.address(), ORGANISATION, RateSettings.DEFAULT,
                        System::nanoTime)) {
            Eventually.until("the node is warm",
                    () -> behind.buckets().take(List.of(new RateTake(BOB, SLOW, 1))) instanceof Taken);
            // One more, so that what a first call sent too late to be waited for is not
            // counted below.
            assertThat(behind.buckets().take(List.of(new RateTake(BOB, SLOW, 1)))).isInstanceOf(Taken.class);
            int sent = interceptor.scriptsSeen();
            interceptor.answerScriptsWith(error);

            assertThat(behind.buckets().take(List.of(new RateTake(BOB, SLOW, 1)))).isEqualTo(new Unavailable(reason));
            assertThat(interceptor.scriptsSeen() - sent).isEqualTo(1);
        }
    }

    @Test
    void startsWithoutRedisAndTakesOnceItIsThere() {
        this.redis.kill();
        try (RedisConnection early = RedisConnection
            .open(RedissonConfigs.ofAddress(this.redis.address(), Duration.ofMillis(200)), Duration.ofMillis(1));
                RedisRateBuckets buckets = RedisRateBuckets.open(early, ORGANISATION, RateSettings.DEFAULT,
                        AccountEvents.NONE)) {
            List<RateTake> takes = List.of(new RateTake(ALICE, SLOW, 1));
            assertThat(buckets.take(takes)).isEqualTo(new Unavailable(Reason.CONNECTION));

            this.redis.restart();

            Eventually.until("connected", () -> buckets.take(takes) instanceof Taken);
        }
    }

    private TakeResult take(AccountName bucket, long amount) {
        return this.node.buckets().take(List.of(new RateTake(bucket, SLOW, amount)));
    }

    private long remaining(AccountName bucket) {
        TakeResult result = this.node.buckets().levels(List.of(new RateTake(bucket, SLOW, 0)));
        return (result instanceof Taken taken) ? taken.levels().getFirst().remaining() : -1;
    }

    private void awaitReason(Reason reason) {
        Eventually.until(reason.name(), () -> take(ALICE, 1).equals(new Unavailable(reason)));
    }

}
