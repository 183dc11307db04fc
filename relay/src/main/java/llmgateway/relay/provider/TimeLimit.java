package llmgateway.relay.provider;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Cuts an attempt off when one of its phases, or the whole of it, takes too long. Cheap
 * to move on: the timer is set anew only when a deadline comes nearer.
 */
public final class TimeLimit implements AutoCloseable {

    private final ScheduledExecutorService timer;

    private final Runnable cutOff;

    private volatile long end;

    private final ReentrantLock lock = new ReentrantLock();

    private volatile long deadline;

    private long nextCheck;

    private Future<?> check;

    private boolean closed;

    private volatile boolean expired;

    /**
     * @param total for all phases together
     * @param cutOff run at most once, on the timer's thread, when a limit is reached;
     * must not block
     */
    public TimeLimit(ScheduledExecutorService timer, Duration total, Runnable cutOff) {
        this.timer = timer;
        this.cutOff = cutOff;
        this.end = System.nanoTime() + total.toNanos();
        this.deadline = this.end;
        this.nextCheck = this.end;
        this.check = timer.schedule(this::check, total.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Begins a phase that may take this long. */
    public void within(Duration phase) {
        long at = System.nanoTime() + phase.toNanos();
        this.deadline = (at - this.end < 0) ? at : this.end;
        this.lock.lock();
        try {
            if (this.deadline - this.nextCheck < 0) {
                this.check.cancel(false);
                checkAt(this.deadline);
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Brings the end of all phases nearer; never puts it off. */
    public void endWithin(Duration remaining) {
        long at = System.nanoTime() + remaining.toNanos();
        this.lock.lock();
        try {
            if (!this.closed && at - this.end < 0) {
                this.end = at;
                if (at - this.nextCheck < 0) {
                    this.check.cancel(false);
                    checkAt(at);
                }
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Begins a phase without a limit of its own. */
    public void untilTheEnd() {
        this.deadline = this.end;
    }

    public boolean expired() {
        return this.expired;
    }

    private void check() {
        this.lock.lock();
        try {
            if (this.closed) {
                return;
            }
            // The end may have come nearer than a deadline that was set meanwhile.
            long due = (this.deadline - this.end < 0) ? this.deadline : this.end;
            if (due - System.nanoTime() > 0) {
                checkAt(due);
                return;
            }
            this.expired = true;
        }
        finally {
            this.lock.unlock();
        }
        this.cutOff.run();
    }

    private void checkAt(long at) {
        this.nextCheck = at;
        this.check = this.timer.schedule(this::check, at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        this.lock.lock();
        try {
            this.closed = true;
            this.check.cancel(false);
        }
        finally {
            this.lock.unlock();
        }
    }

}
