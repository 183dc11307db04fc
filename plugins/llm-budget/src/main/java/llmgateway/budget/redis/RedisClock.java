package llmgateway.budget.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import llmgateway.budget.account.Unavailable.Reason;

/**
 * Redis' time, told by this node's monotonic clock and a measured difference; the node's
 * wall clock is never read. Off by at most half the round trip of a measurement. Never
 * goes backwards: where Redis' own time was set back, it stands until Redis has caught
 * up. Thread-safe.
 */
public final class RedisClock implements AutoCloseable {

    private final Source source;

    private final LongSupplier nanoTime;

    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

    private final Semaphore measureNow = new Semaphore(0);

    private final Thread measuring;

    private volatile boolean set;

    private volatile long offset;

    /**
     * @param nanoTime monotonic, as {@link System#nanoTime()}
     * @param between two measurements, once started
     */
    public RedisClock(Source source, LongSupplier nanoTime, Duration between) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.measuring = Thread.ofVirtual().name("llm-redis-clock").unstarted(() -> keepMeasuring(between));
    }

    /** Measures in the background from now on. */
    public void start() {
        this.measuring.start();
    }

    /** Measures soon: Redis may be another server now. */
    public void measureSoon() {
        this.measureNow.release();
    }

    /** Whether it has been measured, ever. */
    public boolean isSet() {
        return this.set;
    }

    /**
     * Nanoseconds since 1970.
     * @throws IllegalStateException if the clock is not set
     */
    public long epochNanos() {
        if (!this.set) {
            throw new IllegalStateException("Redis' time has not been measured yet");
        }
        return this.latest.accumulateAndGet(this.nanoTime.getAsLong() + this.offset, Math::max);
    }

    /**
     * Asks Redis for its time and waits for it.
     * @return why it could not be had; empty if measured
     */
    public Optional<RedisFailure> measure() {
        long before = this.nanoTime.getAsLong();
        try {
            long redis = this.source.epochNanos();
            adopt(before, this.nanoTime.getAsLong(), redis);
            return Optional.empty();
        }
        catch (TimeoutException ex) {
            return Optional.of(new RedisFailure(Reason.TIMEOUT, "no time within the time limit"));
        }
        catch (ExecutionException | RuntimeException ex) {
            return Optional.of(RedisFailures.of(ex));
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return Optional.of(new RedisFailure(Reason.TIMEOUT, "interrupted"));
        }
    }

    @Override
    public void close() {
        this.measuring.interrupt();
    }

    /** Goes no further than a measurement proves: a slow one proves little. */
    private synchronized void adopt(long before, long after, long redis) {
        long halfWay = Math.ceilDiv(after - before, 2);
        long measured = redis - before - halfWay;
        this.offset = this.set ? Math.clamp(this.offset, measured - halfWay, measured + halfWay) : measured;
        this.set = true;
    }

    private void keepMeasuring(Duration between) {
        try {
            while (true) {
                measure();
                if (this.measureNow.tryAcquire(between.toNanos(), TimeUnit.NANOSECONDS)) {
                    this.measureNow.drainPermits();
                }
            }
        }
        catch (InterruptedException ex) {
            // closed
        }
    }

    /** Where Redis' time comes from. */
    @FunctionalInterface
    public interface Source {

        /**
         * Asks and waits, within a time limit.
         * @return nanoseconds since 1970
         */
        long epochNanos() throws ExecutionException, TimeoutException, InterruptedException;

    }

}
