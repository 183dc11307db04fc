package llmgateway.budget.rate.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;
import llmgateway.budget.rate.TakeResult.Refused;
import llmgateway.budget.rate.TakeResult.Taken;
import llmgateway.budget.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** Two runners whose own clocks disagree. */
class RedisRateBucketsClockTest {

    private static final AccountName ALICE = new AccountName("alice");

    /** One in six minutes: none comes by itself during a test. */
    private static final Rate RATE = new Rate(240, Duration.ofDays(1));

    private static final Duration HOUR = Duration.ofHours(1);

    /** With a minute more, for what passes between the measurements of two nodes. */
    private static final Duration TEN_COME = Duration.ofMinutes(61);

    private static RedisProcess redis;

    private final Organisation organisation = new Organisation("org-" + UUID.randomUUID());

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void I8_nodeAnHourAheadGrantsNothingExtra() {
        try (RateNode right = node(new AtomicLong()); RateNode ahead = node(new AtomicLong(HOUR.toNanos()))) {
            assertThat(take(right, 240)).isInstanceOf(Taken.class);

            assertThat(take(ahead, 1)).isInstanceOf(Refused.class);
            assertThat(take(right, 1)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void I8_nodeAnHourBehindKeepsNobodyFromRefilling() {
        AtomicLong rightRuns = new AtomicLong();
        AtomicLong behindRuns = new AtomicLong(-HOUR.toNanos());
        try (RateNode right = node(rightRuns); RateNode behind = node(behindRuns)) {
            assertThat(take(behind, 240)).isInstanceOf(Taken.class);
            assertThat(take(right, 1)).isInstanceOf(Refused.class);

            rightRuns.addAndGet(TEN_COME.toNanos());
            behindRuns.addAndGet(TEN_COME.toNanos());

            assertThat(take(right, 10)).isInstanceOf(Taken.class);
            assertThat(take(behind, 1)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void I8_nodeThatStepsBackAMinuteGrantsNothingExtraAndLosesNothing() {
        AtomicLong steadyRuns = new AtomicLong();
        AtomicLong steppingRuns = new AtomicLong();
        try (RateNode steady = node(steadyRuns); RateNode stepping = node(steppingRuns)) {
            assertThat(take(stepping, 240)).isInstanceOf(Taken.class);

            steppingRuns.addAndGet(-Duration.ofMinutes(1).toNanos());
            assertThat(take(stepping, 1)).isInstanceOf(Refused.class);
            steppingRuns.addAndGet(Duration.ofMinutes(1).toNanos());

            steadyRuns.addAndGet(TEN_COME.toNanos());
            steppingRuns.addAndGet(TEN_COME.toNanos());
            assertThat(take(stepping, 10)).isInstanceOf(Taken.class);
            assertThat(take(steady, 1)).isInstanceOf(Refused.class);
        }
    }

    private RateNode node(AtomicLong runs) {
        return RateNode.on(redis.address(), this.organisation, RedisRateBucketsTest.CLOCK_SET_ONCE, runs::get);
    }

    private static TakeResult take(RateNode node, long amount) {
        return node.buckets().take(List.of(new RateTake(ALICE, RATE, amount)));
    }

}
