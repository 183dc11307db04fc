package llmgateway.budget.cooldown;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.loop.Loop;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.core.upstream.SharedCooldowns;
import llmgateway.core.upstream.Target;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cool-downs in the sorted set {@code llm:{<organisation>}:cooldowns}: name of the
 * target, by when it ends in milliseconds of Redis' clock. Read and written by one thread
 * of this node, once each interval; while Redis is away what runs here runs out, and what
 * is told is dropped.
 */
public final class RedisCooldowns implements SharedCooldowns, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(RedisCooldowns.class);

    private static final int MOST_WAITING = 1000;

    private static final String WRITE = """
            local clock = redis.call('TIME')
            local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
            for i = 1, #ARGV, 2 do
              if ARGV[i + 1] == '0' then
                redis.call('ZREM', KEYS[1], ARGV[i])
              else
                redis.call('ZADD', KEYS[1], 'GT', now + ARGV[i + 1], ARGV[i])
              end
            end
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            local found = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
            for i = 2, #found, 2 do
              found[i] = string.format('%.0f', found[i] - now)
            end
            return found
            """;

    private final RedisConnection connection;

    private final String key;

    private final BlockingQueue<News> news = new LinkedBlockingQueue<>(MOST_WAITING);

    private Optional<Loop> loop = Optional.empty();

    private volatile Map<String, Long> endNanos = Map.of();

    private RedisCooldowns(RedisConnection connection, Organisation organisation) {
        this.connection = connection;
        this.key = "llm:{" + organisation.id() + "}:cooldowns";
    }

    /**
     * @param connection stays the caller's to close
     * @param interval between two looks
     */
    public static RedisCooldowns start(RedisConnection connection, Organisation organisation, Duration interval) {
        RedisCooldowns cooldowns = new RedisCooldowns(connection, organisation);
        cooldowns.loop = Optional.of(Loop.start("llm-cooldowns", interval, cooldowns::exchange));
        return cooldowns;
    }

    @Override
    public void begin(Target target, Duration time) {
        this.news.offer(new News(SharedCooldowns.name(target), Math.max(1, time.toMillis())));
    }

    @Override
    public void end(Target target) {
        this.news.offer(new News(SharedCooldowns.name(target), 0));
    }

    @Override
    public Map<String, Long> endNanos() {
        return this.endNanos;
    }

    private void exchange() {
        Optional<RedissonClient> client = this.connection.client();
        if (client.isEmpty()) {
            this.news.clear();
            return;
        }
        Map<String, Long> millis = new HashMap<>();
        for (News next = this.news.poll(); next != null; next = this.news.poll()) {
            millis.put(next.name(), next.millis());
        }
        try {
            this.endNanos = read(client.get()
                .getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_WRITE, WRITE, RScript.ReturnType.LIST, List.of(this.key), arguments(millis)));
        }
        catch (RuntimeException ex) {
            logger.debug("cool-downs cannot be told or read: {}", ex.getClass().getSimpleName());
        }
    }

    private static Object[] arguments(Map<String, Long> millis) {
        return millis.entrySet()
            .stream()
            .flatMap((entry) -> List.of(entry.getKey(), Long.toString(entry.getValue())).stream())
            .toArray();
    }

    private static Map<String, Long> read(List<String> found) {
        long now = System.nanoTime();
        Map<String, Long> ends = new HashMap<>();
        for (int i = 0; i + 1 < found.size(); i += 2) {
            ends.put(found.get(i), now + Duration.ofMillis(Long.parseLong(found.get(i + 1))).toNanos());
        }
        return Map.copyOf(ends);
    }

    @Override
    public void close() {
        this.loop.ifPresent(Loop::close);
    }

    /**
     * @param millis 0 for an end
     */
    private record News(String name, long millis) {
    }

}
