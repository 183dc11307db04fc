package llmgateway.budget.account.redis;

import org.redisson.client.RedisAskException;
import org.redisson.client.RedisBusyException;
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisMasterDownException;
import org.redisson.client.RedisMovedException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisTryAgainException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.Unavailable.Reason;

/** Names what went wrong between Redisson and Redis. */
final class RedisFailures {

    private static final Logger logger = LoggerFactory.getLogger(RedisFailures.class);

    private static final int DEEPEST = 8;

    private RedisFailures() {
    }

    static Reason reasonOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            Reason reason = named(cause);
            if (reason != Reason.ERROR) {
                return reason;
            }
            cause = cause.getCause();
        }
        logger.debug("unexpected failure: {}", failure.getClass().getName());
        return Reason.ERROR;
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
