package llmgateway.runner.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import llmgateway.core.call.CallAbandoned;
import llmgateway.core.call.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one call through its filters: ends once, by the filters or by the deadline,
 * whichever is first. Thread-safe.
 */
final class FilterRun {

    private static final Logger log = LoggerFactory.getLogger(FilterRun.class);

    private final CallId callId;

    private final BooleanSupplier stopped;

    private final CompletableFuture<ChainEnd> end = new CompletableFuture<>();

    private volatile String current = "";

    FilterRun(CallId callId, BooleanSupplier stopped) {
        this.callId = callId;
        this.stopped = stopped;
    }

    CallId callId() {
        return this.callId;
    }

    /** Whether a filter has answered the client, so that no further one runs. */
    boolean stopped() {
        return this.stopped.getAsBoolean();
    }

    void entered(String plugin) {
        this.current = plugin;
    }

    void finished() {
        this.end.complete(new ChainEnd.Finished());
    }

    /** Ends the run, or is only logged if the run has come to a good end already. */
    void failed(String plugin, Throwable cause) {
        boolean late = !this.end.complete(new ChainEnd.Failed(plugin, cause));
        if (late && this.end.resultNow() instanceof ChainEnd.Finished && !(cause instanceof CallAbandoned)) {
            log.warn("{}: plugin '{}' failed after its call had ended: {}", this.callId, plugin,
                    Failure.describe(cause));
        }
    }

    ChainEnd await(Duration deadline) throws InterruptedException {
        try {
            return this.end.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (TimeoutException ex) {
            this.end.complete(new ChainEnd.TimedOut(this.current));
            return this.end.resultNow();
        }
        catch (ExecutionException ex) {
            throw new AssertionError("never completed exceptionally", ex);
        }
    }

}
