package llmgateway.relay.signing;

import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Fetches something that may block for long, once for all who want it at the same time,
 * each of whom waits as long as it likes. Thread-safe.
 */
final class SharedFetch<T> implements AutoCloseable {

    private final Supplier<? extends T> source;

    private final ExecutorService threads = Executors
        .newThreadPerTaskExecutor(Thread.ofVirtual().name("credentials-", 0).factory());

    private final AtomicReference<CompletableFuture<T>> running = new AtomicReference<>(
            CompletableFuture.failedFuture(new IllegalStateException("nothing has been fetched yet")));

    SharedFetch(Supplier<? extends T> source) {
        this.source = source;
    }

    /**
     * @throws FailedException if the source failed, or the time is up first; its message
     * holds no secret
     */
    T get(Duration longestWait) throws FailedException {
        try {
            return joined().get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (ExecutionException ex) {
            throw new FailedException(CredentialFailures.told(ex));
        }
        catch (TimeoutException ex) {
            throw new FailedException("not within " + longestWait.toMillis() + " ms");
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted");
        }
    }

    /** The fetch under way, or a new one. */
    private CompletableFuture<T> joined() {
        CompletableFuture<T> begun = new CompletableFuture<>();
        CompletableFuture<T> joined = this.running.updateAndGet((running) -> running.isDone() ? begun : running);
        if (joined == begun) {
            this.threads.execute(() -> complete(begun));
        }
        return joined;
    }

    private void complete(CompletableFuture<T> begun) {
        try {
            begun.complete(this.source.get());
        }
        catch (RuntimeException | Error ex) {
            begun.completeExceptionally(ex);
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        this.threads.shutdownNow();
    }

    /** Nothing was got. */
    static final class FailedException extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        FailedException(String message) {
            super(message);
        }

    }

}
