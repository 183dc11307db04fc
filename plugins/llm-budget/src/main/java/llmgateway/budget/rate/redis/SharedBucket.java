package llmgateway.budget.rate.redis;

import java.util.concurrent.CompletableFuture;

import io.github.bucket4j.distributed.proxy.AsyncCommandExecutor;
import io.github.bucket4j.distributed.remote.CommandResult;

import llmgateway.budget.rate.bucket.BucketOperation;
import llmgateway.budget.rate.bucket.Standing;

/** This node's way to one bucket in Redis. Thread-safe. */
final class SharedBucket {

    private final AsyncCommandExecutor commands;

    private volatile boolean hadTooLittle;

    SharedBucket(AsyncCommandExecutor commands) {
        this.commands = commands;
    }

    /** Two round trips; one where the operation changes nothing. */
    CompletableFuture<Standing> run(BucketOperation operation) {
        return this.commands.executeAsync(new OperationCommand(operation)).thenApply(CommandResult::getData);
    }

    /** Whether it had too little when this node asked last. */
    boolean hadTooLittle() {
        return this.hadTooLittle;
    }

    void remember(Standing standing) {
        this.hadTooLittle = !standing.enough();
    }

}
