package llmgateway.runner.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import llmgateway.core.call.CallId;

/**
 * The way of one call through its filters: ends once, by the filters or by the deadline,
 * whichever is first. Thread-safe.
 */
final class FilterRun {

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

    /**
     * @return false if the run had ended before
     */
    boolean failed(String plugin, Throwable cause) {
        return this.end.complete(new ChainEnd.Failed(plugin, cause));
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
