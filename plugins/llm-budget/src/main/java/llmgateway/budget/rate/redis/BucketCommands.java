package llmgateway.budget.rate.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import io.github.bucket4j.distributed.proxy.AsyncCommandExecutor;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import io.github.bucket4j.distributed.remote.Request;
import io.github.bucket4j.distributed.versioning.Versions;
import io.github.bucket4j.redis.redisson.cas.RedissonBasedProxyManager;

/**
 * Runs commands on one key. Never throws but fails the future: Bucket4j's batches would
 * wait for ever for a command that threw.
 */
final class BucketCommands implements AsyncCommandExecutor {

    private final RedissonBasedProxyManager<String> manager;

    private final String key;

    BucketCommands(RedissonBasedProxyManager<String> manager, String key) {
        this.manager = manager;
        this.key = key;
    }

    @Override
    public <T> CompletableFuture<CommandResult<T>> executeAsync(RemoteCommand<T> command) {
        try {
            return this.manager.executeAsync(this.key, new Request<>(command, Versions.getLatest(), null, null))
                .exceptionallyCompose((failure) -> CompletableFuture.failedFuture(named(failure)));
        }
        catch (RuntimeException ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    private static Throwable named(Throwable failure) {
        Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
                : failure;
        return (cause instanceof io.github.bucket4j.TimeoutException) ? new TimeoutException(cause.getMessage())
                : cause;
    }

}
