package llmgateway.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The attempts of a call that are under way. Used by the call's thread, but for what ends
 * them early.
 */
final class RunningAttempts {

    private final Executor threads;

    private final Set<AdmittedAttempt> running = ConcurrentHashMap.newKeySet();

    private final BlockingQueue<AdmittedAttempt> ended = new LinkedBlockingQueue<>();

    private volatile boolean clientGone;

    private volatile boolean cancelled;

    /**
     * @param threads where attempts run; the caller's own if they never run side by side
     */
    RunningAttempts(Executor threads) {
        this.threads = threads;
    }

    void start(AdmittedAttempt attempt) {
        this.running.add(attempt);
        if (this.clientGone) {
            attempt.clientGone();
        }
        if (this.cancelled) {
            attempt.cancel();
        }
        this.threads.execute(() -> {
            try {
                attempt.run();
            }
            finally {
                this.ended.add(attempt);
            }
        });
    }

    boolean isEmpty() {
        return this.running.isEmpty();
    }

    /**
     * Waits for the next one to end.
     * @param atMost as long as it takes where empty
     */
    Optional<AdmittedAttempt> awaitEnd(Optional<Duration> atMost) {
        try {
            Optional<AdmittedAttempt> next = atMost.isEmpty() ? Optional.of(this.ended.take())
                    : Optional.ofNullable(this.ended.poll(atMost.get().toNanos(), TimeUnit.NANOSECONDS));
            next.ifPresent(this.running::remove);
            return next;
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException("the call's thread is nobody else's to interrupt", ex);
        }
    }

    /** From any thread; see {@link Attempt#clientGone}. */
    void clientGone() {
        this.clientGone = true;
        this.running.forEach(AdmittedAttempt::clientGone);
    }

    /** Ends all at once, those to come included; from any thread. */
    void cancel() {
        this.cancelled = true;
        this.running.forEach(AdmittedAttempt::cancel);
    }

}
