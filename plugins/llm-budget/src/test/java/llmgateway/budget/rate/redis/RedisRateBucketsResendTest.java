package llmgateway.budget.rate.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateCorrection;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;
import llmgateway.budget.rate.TakeResult.Taken;
import llmgateway.budget.rate.TakeResult.Unavailable;
import llmgateway.budget.redis.Eventually;
import llmgateway.budget.redis.Interceptor;
import llmgateway.budget.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** Redis has done it, and the answer is lost on the way. */
class RedisRateBucketsResendTest {

    private static final AccountName ALICE = new AccountName("alice");

    private static final AccountName ALL = new AccountName("all");

    private static final Rate SLOW = new Rate(1_000, Duration.ofDays(1));

    private static RedisProcess redis;

    private static Interceptor interceptor;

    private static RateNode witness;

    private static RateNode victim;

    private static final Organisation ORGANISATION = new Organisation("org-" + UUID.randomUUID());

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        interceptor = Interceptor.before(redis);
        witness = RateNode.on(redis.address(), ORGANISATION);
        victim = RateNode.on(interceptor.address(), ORGANISATION,
                RateSettings.DEFAULT.withTimeLimit(Duration.ofSeconds(2)), System::nanoTime);
    }

    @AfterAll
    static void stop() {
        victim.close();
        witness.close();
        interceptor.close();
        redis.close();
    }

    @Test
    void C4_lostReplyToTheFirstTakeConsumesOnce() {
        lose(request("SET", "rate:new"));

        assertThat(victim.buckets().take(List.of(new RateTake(new AccountName("new"), SLOW, 100))))
            .isInstanceOf(Unavailable.class);

        assertThat(interceptor.isLurking()).isFalse();
        assertThat(remaining(new AccountName("new"))).isEqualTo(900);
    }

    @Test
    void C4_lostReplyToATakeConsumesOnceAndTheOtherBucketsGetTheirsBack() {
        warmUp(ALICE);
        warmUp(ALL);
        long alice = remaining(ALICE);
        long all = remaining(ALL);
        lose(request("EVALSHA", "rate:alice"));

        assertThat(victim.buckets().take(List.of(new RateTake(ALL, SLOW, 50), new RateTake(ALICE, SLOW, 100))))
            .isInstanceOf(Unavailable.class);

        assertThat(interceptor.isLurking()).isFalse();
        assertThat(remaining(ALICE)).isEqualTo(alice - 100);
        Eventually.until("given back once", () -> remaining(ALL) == all);
        Eventually.until("the victim is well again", () -> take(ALICE, 1) instanceof Taken);
        assertThat(remaining(ALICE)).isEqualTo(alice - 101);
        assertThat(remaining(ALL)).isEqualTo(all);
    }

    @Test
    void C4_lostReplyToACorrectionCorrectsOnceAndIsReported() {
        AccountName bucket = new AccountName("corrected");
        warmUp(bucket);
        long before = remaining(bucket);
        lose(request("EVALSHA", "rate:corrected"));

        assertThat(victim.buckets().correct(List.of(new RateCorrection(bucket, SLOW, 70)))).isFalse();

        assertThat(interceptor.isLurking()).isFalse();
        assertThat(remaining(bucket)).isEqualTo(before + 70);
    }

    /** The bucket is there, and Redis knows the script that changes it. */
    private static void warmUp(AccountName bucket) {
        for (int i = 0; i < 2; i++) {
            Eventually.until("taken", () -> take(bucket, 100) instanceof Taken);
        }
    }

    private static Predicate<String> request(String command, String key) {
        return (request) -> request.contains("\r\n" + command + "\r\n") && request.contains(key);
    }

    private static void lose(Predicate<String> request) {
        Eventually.until("the victim is connected",
                () -> victim.buckets().levels(List.of(new RateTake(ALL, SLOW, 0))) instanceof Taken);
        interceptor.dropNextReplyTo(request);
    }

    private static TakeResult take(AccountName bucket, long amount) {
        return victim.buckets().take(List.of(new RateTake(bucket, SLOW, amount)));
    }

    private static long remaining(AccountName bucket) {
        return ((Taken) witness.buckets().levels(List.of(new RateTake(bucket, SLOW, 0)))).levels()
            .getFirst()
            .remaining();
    }

}
