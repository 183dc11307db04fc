package llmgateway.budget.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.codec.StringCodec;

/** Asks the master that keeps a key for its time. */
public final class RedisTime implements RedisClock.Source {

    /** A script goes to the key's master in every topology; TIME itself has no key. */
    private static final String SCRIPT = "return redis.call('TIME')";

    private final RedisConnection connection;

    private final String key;

    private final Duration timeLimit;

    /**
     * @param key need not exist
     */
    public RedisTime(RedisConnection connection, String key, Duration timeLimit) {
        this.connection = connection;
        this.key = key;
        this.timeLimit = timeLimit;
    }

    @Override
    public long epochNanos() throws ExecutionException, TimeoutException, InterruptedException {
        RedissonClient client = this.connection.client()
            .orElseThrow(() -> new RedisConnectionException("never connected yet"));
        Future<List<Object>> answer = client.getScript(StringCodec.INSTANCE)
            .evalAsync(Mode.READ_WRITE, SCRIPT, ReturnType.LIST, List.of(this.key));
        try {
            List<Object> time = answer.get(this.timeLimit.toNanos(), TimeUnit.NANOSECONDS);
            return TimeUnit.SECONDS.toNanos(Long.parseLong(time.get(0).toString()))
                    + TimeUnit.MICROSECONDS.toNanos(Long.parseLong(time.get(1).toString()));
        }
        finally {
            answer.cancel(true);
        }
    }

}
