package llmgateway.budget.cooldown;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.redis.Eventually;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.budget.redis.RedissonConfigs;
import llmgateway.core.call.Dialect;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.SharedCooldowns;
import llmgateway.core.upstream.Target;

import static org.assertj.core.api.Assertions.assertThat;

class RedisCooldownsTest {

    private static final Duration OFTEN = Duration.ofMillis(20);

    private static final Organisation ACME = new Organisation("acme");

    private static RedisProcess redis;

    private static RedisConnection connection;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        connection = RedisConnection.open(RedissonConfigs.ofAddress(redis.address(), Duration.ofSeconds(5)),
                Duration.ofSeconds(10));
    }

    @AfterAll
    static void stop() {
        connection.close();
        redis.close();
    }

    private static Target target(String model) {
        return new Target("openai", Dialect.OPENAI, new RequestModel(model));
    }

    @Test
    void whatOneNodeFindsIllEveryNodeKnowsUntilItIsWell() {
        Target ill = target("one");
        try (RedisCooldowns one = RedisCooldowns.start(connection, ACME, OFTEN);
                RedisCooldowns other = RedisCooldowns.start(connection, ACME, OFTEN);
                RedisCooldowns foreign = RedisCooldowns.start(connection, new Organisation("other"), OFTEN)) {
            one.begin(ill, Duration.ofMinutes(5));
            Eventually.until("the news gets there", () -> other.endNanos().containsKey("openai/one"));
            assertThat(remaining(other, ill)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
            assertThat(foreign.endNanos()).isEmpty();

            other.begin(ill, Duration.ofMinutes(1));
            other.begin(target("two"), Duration.ofMinutes(1));
            Eventually.until("the news gets there", () -> one.endNanos().containsKey("openai/two"));
            assertThat(remaining(one, ill)).as("the later end holds").isGreaterThan(Duration.ofMinutes(4));

            other.end(ill);
            Eventually.until("the news gets there", () -> !one.endNanos().containsKey("openai/one"));
            assertThat(one.endNanos()).containsOnlyKeys("openai/two");
        }
    }

    @Test
    void I8_endsByRedisClock() {
        try (RedisCooldowns one = RedisCooldowns.start(connection, ACME, OFTEN);
                RedisCooldowns other = RedisCooldowns.start(connection, ACME, OFTEN)) {
            one.begin(target("short"), Duration.ofMillis(300));
            Eventually.until("the news gets there", () -> other.endNanos().containsKey("openai/short"));
            Eventually.until("the news gets there", () -> !other.endNanos().containsKey("openai/short"));
        }
    }

    @Test
    void I1_withoutRedisNothingIsKnownAndNobodyWaits() {
        RedisConnection away = RedisConnection
            .open(RedissonConfigs.ofAddress("redis://127.0.0.1:1", Duration.ofMillis(50)), Duration.ZERO);
        try (RedisCooldowns alone = RedisCooldowns.start(away, ACME, OFTEN)) {
            for (int i = 0; i < 10_000; i++) {
                alone.begin(target("m" + i), Duration.ofMinutes(5));
            }
            assertThat(alone.endNanos()).isEqualTo(Map.of());
        }
        finally {
            away.close();
        }
    }

    private static Duration remaining(SharedCooldowns cooldowns, Target target) {
        return Duration
            .ofNanos(cooldowns.endNanos().getOrDefault(SharedCooldowns.name(target), 0L) - System.nanoTime());
    }

}
