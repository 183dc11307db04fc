package llmgateway.runner.relay;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import llmgateway.core.call.Ticket;
import llmgateway.core.upstream.RelayPlan;

/**
 * Plans that wait for APISIX to bring their calls to the relay, each to be taken once.
 * Full, it takes no more rather than dropping one that waits; plans past their lifetime
 * are dropped at the next use. Thread-safe.
 */
public final class RelayPlans {

    private final int maxPlans;

    private final long maxBytes;

    private final long lifetimeNanos;

    private final LongSupplier nanoTime;

    private final ReentrantLock lock = new ReentrantLock();

    /** In order of arrival, which is the order of expiry. */
    private final Map<Ticket, Waiting> waiting = new LinkedHashMap<>();

    private long bytes;

    private boolean closed;

    /**
     * @param maxPlans that wait at a time
     * @param maxBytes of request bodies that wait at a time
     * @param nanoTime the clock, such as {@link System#nanoTime}
     */
    public RelayPlans(int maxPlans, long maxBytes, Duration lifetime, LongSupplier nanoTime) {
        this.maxPlans = maxPlans;
        this.maxBytes = maxBytes;
        this.lifetimeNanos = lifetime.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * @return whether the plan waits now; false if too many do
     */
    public boolean offer(RelayPlan plan) {
        long size = plan.attempts()
            .stream()
            .map((attempt) -> attempt.body())
            .distinct()
            .mapToLong((b) -> b.length)
            .sum();
        this.lock.lock();
        try {
            long now = this.nanoTime.getAsLong();
            dropExpired(now);
            if (this.closed || this.waiting.size() >= this.maxPlans || this.bytes + size > this.maxBytes
                    || this.waiting.containsKey(plan.ticket())) {
                return false;
            }
            this.waiting.put(plan.ticket(), new Waiting(plan, size, now + this.lifetimeNanos));
            this.bytes += size;
            return true;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** The plan under that ticket, which then waits no more. */
    public Optional<RelayPlan> take(Ticket ticket) {
        this.lock.lock();
        try {
            dropExpired(this.nanoTime.getAsLong());
            Optional<Waiting> taken = Optional.ofNullable(this.waiting.remove(ticket));
            taken.ifPresent((plan) -> this.bytes -= plan.bytes());
            return taken.map(Waiting::plan);
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Whether a plan waits. */
    public boolean isAwaited() {
        this.lock.lock();
        try {
            dropExpired(this.nanoTime.getAsLong());
            return !this.waiting.isEmpty();
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Takes no more: no call will come for them. */
    public void close() {
        this.lock.lock();
        try {
            this.closed = true;
        }
        finally {
            this.lock.unlock();
        }
    }

    private void dropExpired(long now) {
        Iterator<Waiting> oldest = this.waiting.values().iterator();
        while (oldest.hasNext()) {
            Waiting next = oldest.next();
            if (next.expiresAt() - now > 0) {
                return;
            }
            oldest.remove();
            this.bytes -= next.bytes();
        }
    }

    private record Waiting(RelayPlan plan, long bytes, long expiresAt) {
    }

}
