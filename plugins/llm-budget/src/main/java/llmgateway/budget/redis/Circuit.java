package llmgateway.budget.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Spares calls a Redis that does not answer. Thread-safe. Unlike a breaker that lets a
 * call through to try, it asks by itself while open, so that no call pays for finding
 * out.
 */
public final class Circuit {

    private final int failuresToOpen;

    private final Duration probeInterval;

    private final BooleanSupplier probe;

    private final Runnable onOpen;

    private final Runnable onClose;

    private final AtomicInteger failures = new AtomicInteger();

    private final AtomicBoolean open = new AtomicBoolean();

    private volatile boolean abandoned;

    /**
     * @param probe whether Redis answers; called on a thread of the circuit's own
     */
    public Circuit(int failuresToOpen, Duration probeInterval, BooleanSupplier probe, Runnable onOpen,
            Runnable onClose) {
        this.failuresToOpen = failuresToOpen;
        this.probeInterval = probeInterval;
        this.probe = probe;
        this.onOpen = onOpen;
        this.onClose = onClose;
    }

    public boolean isOpen() {
        return this.open.get();
    }

    public void succeeded() {
        this.failures.set(0);
    }

    public void failed() {
        if (this.failures.incrementAndGet() >= this.failuresToOpen && this.open.compareAndSet(false, true)) {
            this.onOpen.run();
            Thread.ofVirtual().name("llm-redis-probe").start(this::probeUntilItAnswers);
        }
    }

    /** Stops probing. */
    public void abandon() {
        this.abandoned = true;
    }

    private void probeUntilItAnswers() {
        try {
            do {
                Thread.sleep(this.probeInterval);
            }
            while (!this.abandoned && !this.probe.getAsBoolean());
        }
        catch (InterruptedException ex) {
            return;
        }
        if (this.abandoned) {
            return;
        }
        this.failures.set(0);
        this.open.set(false);
        this.onClose.run();
    }

}
