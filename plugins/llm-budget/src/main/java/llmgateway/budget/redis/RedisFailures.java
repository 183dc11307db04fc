package llmgateway.budget.redis;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import org.redisson.client.RedisAskException;
import org.redisson.client.RedisBusyException;
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisMasterDownException;
import org.redisson.client.RedisMovedException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisTryAgainException;

import llmgateway.budget.account.Unavailable.Reason;

/** Names what went wrong between Redisson and Redis. */
public final class RedisFailures {

    private static final int DEEPEST = 8;

    /** Redisson appends the command with all its arguments to what Redis said. */
    private static final String ARGUMENTS_FOLLOW = ". channel:";

    private RedisFailures() {
    }

    public static RedisFailure of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < DEEPEST; depth++) {
            Reason reason = named(cause);
            if (reason != Reason.ERROR || cause.getCause() == null) {
                return new RedisFailure(reason, detail(cause));
            }
            cause = cause.getCause();
        }
        return new RedisFailure(Reason.ERROR, detail(cause));
    }

    private static String detail(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        int end = message.indexOf(ARGUMENTS_FOLLOW);
        return cause.getClass().getSimpleName()
                + ((cause instanceof RedisException && end >= 0) ? ": " + message.substring(0, end) : "");
    }

    private static Reason named(Throwable cause) {
        return switch (cause) {
            case RedisTimeoutException ignored -> Reason.TIMEOUT;
            case RedisConnectionException ignored -> Reason.CONNECTION;
            case RedisNodeNotFoundException ignored -> Reason.CONNECTION;
            case RedisReadonlyException ignored -> Reason.READ_ONLY;
            case RedisOutOfMemoryException ignored -> Reason.OUT_OF_MEMORY;
            case RedisLoadingException ignored -> Reason.BUSY;
            case RedisBusyException ignored -> Reason.BUSY;
            case RedisTryAgainException ignored -> Reason.CLUSTER;
            case RedisClusterDownException ignored -> Reason.CLUSTER;
            case RedisMasterDownException ignored -> Reason.CLUSTER;
            case RedisMovedException ignored -> Reason.CLUSTER;
            case RedisAskException ignored -> Reason.CLUSTER;
            case IOException ignored -> Reason.CONNECTION;
            case TimeoutException ignored -> Reason.TIMEOUT;
            default -> byMessage(String.valueOf(cause.getMessage()));
        };
    }

    /** A script's own error carries that of the command that failed in its message. */
    private static Reason byMessage(String message) {
        if (message.contains("READONLY")) {
            return Reason.READ_ONLY;
        }
        if (message.contains("OOM command not allowed")) {
            return Reason.OUT_OF_MEMORY;
        }
        if (message.contains("CROSSSLOT") || message.contains("CLUSTERDOWN")) {
            return Reason.CLUSTER;
        }
        return Reason.ERROR;
    }

}
