package llmgateway.budget.account.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.redisson.api.RScript;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.StringCodec;

import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedisFailures;

/**
 * Runs a script on the master within a time limit, whatever Redisson's own settings are.
 * Sent in full once where Redis does not know it; that is no blind replay, because
 * nothing of it has run.
 */
final class ScriptRunner {

    private final RedisConnection connection;

    private final Duration timeLimit;

    ScriptRunner(RedisConnection connection, Duration timeLimit) {
        this.connection = connection;
        this.timeLimit = timeLimit;
    }

    Reply run(Script script, String key, List<String> arguments) {
        Optional<RedissonClient> client = this.connection.client();
        if (client.isEmpty()) {
            return Reply.Failure.of(Reason.CONNECTION);
        }
        long deadline = System.nanoTime() + this.timeLimit.toNanos();
        RScript redis = client.get().getScript(StringCodec.INSTANCE);
        List<Object> keys = List.of(key);
        Object[] values = arguments.toArray();
        try {
            try {
                return await(redis.evalShaAsync(Mode.READ_WRITE, script.sha1(), ReturnType.VALUE, keys, values),
                        deadline);
            }
            catch (ExecutionException ex) {
                if (!(ex.getCause() instanceof RedisNoScriptException)) {
                    throw ex;
                }
                return await(redis.evalAsync(Mode.READ_WRITE, script.source(), ReturnType.VALUE, keys, values),
                        deadline);
            }
        }
        catch (TimeoutException ex) {
            return Reply.Failure.of(Reason.TIMEOUT);
        }
        catch (ExecutionException | RuntimeException ex) {
            return Reply.Failure.of(RedisFailures.of(ex));
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return Reply.Failure.of(Reason.TIMEOUT);
        }
    }

    private static Reply await(Future<Object> answer, long deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return Reply.Answer
                .of(answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS).toString());
        }
        finally {
            answer.cancel(true);
        }
    }

}
