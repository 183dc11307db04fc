package llmgateway.budget.redis;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Unavailable.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

class RedisClockTest {

    private static final long NOON = Duration.ofDays(20_000).plusHours(12).toNanos();

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What this node counts, from an origin of its own. */
    private final AtomicLong node = new AtomicLong(-7 * SECOND);

    private long redis = NOON;

    private long requestTakes;

    private long replyTakes;

    private boolean away;

    private final RedisClock clock = new RedisClock(this::ask, this.node::get, Duration.ofDays(1));

    @AfterEach
    void close() {
        this.clock.close();
    }

    @Test
    void isUnusableUntilMeasured() {
        this.away = true;
        assertThat(this.clock.measure()).map(RedisFailure::reason).contains(Reason.TIMEOUT);
        assertThat(this.clock.isSet()).isFalse();
        assertThatIllegalStateException().isThrownBy(this.clock::epochNanos);

        this.away = false;
        assertThat(this.clock.measure()).isEmpty();
        assertThat(this.clock.epochNanos()).isEqualTo(NOON);
    }

    @Test
    void goesOnByTheNodesMonotonicClockWhileRedisIsAway() {
        this.clock.measure();
        this.away = true;

        pass(Duration.ofHours(3));
        assertThat(this.clock.measure()).isPresent();

        assertThat(this.clock.epochNanos()).isEqualTo(this.redis);
    }

    @Test
    void isOffByNoMoreThanHalfTheRoundTrip() {
        this.requestTakes = SECOND / 10;
        this.clock.measure();
        assertThat(this.clock.epochNanos() - this.redis).isEqualTo(SECOND / 20);

        pass(Duration.ofSeconds(1));
        this.requestTakes = 0;
        this.replyTakes = SECOND / 50;
        this.clock.measure();
        assertThat(this.clock.epochNanos() - this.redis).isBetween(-SECOND / 50, SECOND / 50);
    }

    @Test
    void slowMeasurementDoesNotSpoilAPreciseOne() {
        this.clock.measure();
        this.replyTakes = SECOND / 5;

        this.clock.measure();

        assertThat(this.clock.epochNanos()).isEqualTo(this.redis);
    }

    @Test
    void followsRedisForwards() {
        this.clock.measure();
        this.redis += 3600 * SECOND;

        this.clock.measure();

        assertThat(this.clock.epochNanos()).isEqualTo(NOON + 3600 * SECOND);
    }

    @Test
    void standsUntilRedisHasCaughtUpWithItself() {
        this.clock.measure();
        assertThat(this.clock.epochNanos()).isEqualTo(NOON);
        this.redis -= 10 * SECOND;
        this.clock.measure();

        pass(Duration.ofSeconds(9));
        assertThat(this.clock.epochNanos()).isEqualTo(NOON);
        pass(Duration.ofSeconds(2));
        assertThat(this.clock.epochNanos()).isEqualTo(NOON + SECOND);
    }

    @Test
    void I8_nodeThatStepsBackAMinuteGivesNoTimeTwiceAndIsRightOnceMeasured() {
        this.clock.measure();
        long before = this.clock.epochNanos();
        this.node.addAndGet(-60 * SECOND);
        assertThat(this.clock.epochNanos()).isEqualTo(before);

        pass(Duration.ofSeconds(1));
        this.clock.measure();

        assertThat(this.clock.epochNanos()).isEqualTo(this.redis);
    }

    @Test
    void measuresInTheBackgroundAndWhenAsked() {
        AtomicInteger asked = new AtomicInteger();
        try (RedisClock busy = new RedisClock(() -> NOON + asked.incrementAndGet(), () -> 0, Duration.ofDays(1))) {
            busy.start();
            Eventually.until("measured at the start", () -> asked.get() == 1 && busy.isSet());
            busy.measureSoon();
            Eventually.until("measured again", () -> busy.epochNanos() == NOON + 2);
        }
    }

    @Test
    void measuresAgainWhenRedisIsReachedAgain() {
        Duration limit = Duration.ofSeconds(1);
        try (RedisProcess server = RedisProcess.start();
                RedisConnection connection = RedisConnection.open(RedissonConfigs.ofAddress(server.address(), limit),
                        Duration.ofSeconds(10))) {
            RedisTime time = new RedisTime(connection, "key", limit);
            AtomicInteger answered = new AtomicInteger();
            try (RedisClock real = new RedisClock(() -> {
                long now = time.epochNanos();
                answered.incrementAndGet();
                return now;
            }, System::nanoTime, Duration.ofDays(1))) {
                connection.addReconnectListener(real::measureSoon);
                real.start();
                Eventually.until("measured", () -> answered.get() == 1);
                assertThat(Duration.ofNanos(real.epochNanos()).toSeconds()).isCloseTo(System.currentTimeMillis() / 1000,
                        org.assertj.core.data.Offset.offset(5L));

                server.kill();
                server.restart();

                Eventually.until("measured again", () -> answered.get() > 1);
            }
        }
    }

    private void pass(Duration time) {
        this.node.addAndGet(time.toNanos());
        this.redis += time.toNanos();
    }

    private long ask() throws TimeoutException {
        if (this.away) {
            throw new TimeoutException();
        }
        pass(Duration.ofNanos(this.requestTakes));
        long answer = this.redis;
        pass(Duration.ofNanos(this.replyTakes));
        return answer;
    }

}
