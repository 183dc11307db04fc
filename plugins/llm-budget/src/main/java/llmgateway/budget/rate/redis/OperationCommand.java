package llmgateway.budget.rate.redis;

import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import io.github.bucket4j.distributed.serialization.SerializationHandle;
import io.github.bucket4j.distributed.versioning.Version;
import io.github.bucket4j.distributed.versioning.Versions;

import llmgateway.budget.rate.bucket.BucketOperation;
import llmgateway.budget.rate.bucket.Standing;

/**
 * An operation as a command of Bucket4j. It runs on this node, between reading the bucket
 * and comparing and setting it; only the bucket travels.
 */
record OperationCommand(BucketOperation operation) implements RemoteCommand<Standing> {

    /** Of no type that Bucket4j knows. */
    private static final int RESULT_TYPE = Integer.MAX_VALUE;

    @Override
    public CommandResult<Standing> execute(MutableBucketEntry entry, long now) {
        return CommandResult.success(this.operation.applyTo(entry, now), RESULT_TYPE);
    }

    @Override
    public SerializationHandle<RemoteCommand<?>> getSerializationHandle() {
        throw new UnsupportedOperationException("stays on this node");
    }

    @Override
    public boolean isImmediateSyncRequired(long unsynchronizedTokens, long nanosSinceLastSync) {
        return true;
    }

    /** Asked for by optimisations that predict; none is used. */
    @Override
    public long estimateTokensToConsume() {
        return 0;
    }

    @Override
    public long getConsumedTokens(Standing result) {
        return 0;
    }

    @Override
    public Version getRequiredVersion() {
        return Versions.getOldest();
    }

}
