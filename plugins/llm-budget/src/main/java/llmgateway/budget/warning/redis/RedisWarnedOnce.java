package llmgateway.budget.warning.redis;

import java.time.Duration;
import java.time.InstantSource;

import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Window;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.warning.BudgetWarning;
import llmgateway.budget.warning.WarnedOnce;

/**
 * One key for each level reached in a window, {@code llm:{<organisation>}:warned:...}. A
 * Redis that is away costs a warning, never a call. Thread-safe.
 */
public final class RedisWarnedOnce implements WarnedOnce {

    private static final Logger logger = LoggerFactory.getLogger(RedisWarnedOnce.class);

    private static final Duration PAST_THE_WINDOW = Duration.ofDays(1);

    private static final Duration LONGEST = Duration.ofDays(400);

    private final RedisConnection connection;

    private final Organisation organisation;

    private final InstantSource clock;

    public RedisWarnedOnce(RedisConnection connection, Organisation organisation, InstantSource clock) {
        this.connection = connection;
        this.organisation = organisation;
        this.clock = clock;
    }

    @Override
    public boolean isFirst(BudgetWarning warning) {
        return this.connection.client().filter((client) -> isFirst(client, warning)).isPresent();
    }

    private boolean isFirst(RedissonClient client, BudgetWarning warning) {
        String key = "llm:{" + this.organisation.id() + "}:warned:" + warning.account() + ":"
                + warning.window().startMillis() + ":" + warning.percent();
        try {
            return client.<String>getBucket(key, StringCodec.INSTANCE).setIfAbsent("1", lifetime(warning.window()));
        }
        catch (RuntimeException ex) {
            logger.debug("a budget warning could not be told apart from a repeated one: {}",
                    ex.getClass().getSimpleName());
            return false;
        }
    }

    private Duration lifetime(Window window) {
        Duration left = Duration.ofMillis(Math.max(0, window.endMillis() - this.clock.millis())).plus(PAST_THE_WINDOW);
        return (left.compareTo(LONGEST) > 0) ? LONGEST : left;
    }

}
