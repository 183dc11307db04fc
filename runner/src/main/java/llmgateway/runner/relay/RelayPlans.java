package llmgateway.runner.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.CallReports;
import llmgateway.core.upstream.RelayPlan;

/**
 * Plans that wait for APISIX to bring their calls to the relay, each to be taken once.
 * Full, it takes no more rather than dropping one that waits. A plan that is dropped at
 * the end of its lifetime is reported as never sent. Thread-safe.
 */
public final class RelayPlans implements AutoCloseable {

    private final int maxPlans;

    private final long maxBytes;

    private final long lifetimeNanos;

    private final LongSupplier nanoTime;

    private final CallReports reports;

    private final ReentrantLock lock = new ReentrantLock();

    /** In order of arrival, which is the order of expiry. */
    private final Map<Ticket, Waiting> waiting = new LinkedHashMap<>();

    private long bytes;

    private boolean closed;

    /**
     * @param maxPlans that wait at a time
     * @param maxBytes of request bodies that wait at a time
     * @param nanoTime the clock, such as {@link System#nanoTime}
     * @param reports told of plans that nobody took, by {@link #sweep} and {@link #close}
     */
    public RelayPlans(int maxPlans, long maxBytes, Duration lifetime, LongSupplier nanoTime, CallReports reports) {
        this.maxPlans = maxPlans;
        this.maxBytes = maxBytes;
        this.lifetimeNanos = lifetime.toNanos();
        this.nanoTime = nanoTime;
        this.reports = reports;
    }

    /**
     * @return whether the plan waits now; false if too many do, or after the end
     */
    public boolean offer(RelayPlan plan) {
        long size = plan.body().length;
        this.lock.lock();
        try {
            if (this.closed || this.waiting.size() >= this.maxPlans || this.bytes + size > this.maxBytes
                    || this.waiting.containsKey(plan.ticket())) {
                return false;
            }
            this.waiting.put(plan.ticket(), new Waiting(plan, size, this.nanoTime.getAsLong() + this.lifetimeNanos));
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
            Optional<Waiting> found = Optional.ofNullable(this.waiting.get(ticket)).filter((plan) -> !isExpired(plan));
            found.ifPresent((plan) -> {
                this.waiting.remove(ticket);
                this.bytes -= plan.bytes();
            });
            return found.map(Waiting::plan);
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Whether a plan waits. */
    public boolean isAwaited() {
        this.lock.lock();
        try {
            return this.waiting.values().stream().anyMatch((plan) -> !isExpired(plan));
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * Drops the plans that nobody took in time, and reports them; blocks as long as that
     * takes. To be called every now and then.
     */
    public void sweep() {
        drop(false).forEach(this.reports::neverSent);
    }

    /** Drops all plans, reports them, and takes no more. */
    @Override
    public void close() {
        drop(true).forEach(this.reports::neverSent);
    }

    private List<Ticket> drop(boolean all) {
        List<Ticket> dropped = new ArrayList<>();
        this.lock.lock();
        try {
            this.closed |= all;
            Iterator<Waiting> oldest = this.waiting.values().iterator();
            while (oldest.hasNext()) {
                Waiting next = oldest.next();
                if (!all && !isExpired(next)) {
                    break;
                }
                oldest.remove();
                this.bytes -= next.bytes();
                dropped.add(next.plan().ticket());
            }
        }
        finally {
            this.lock.unlock();
        }
        return dropped;
    }

    private boolean isExpired(Waiting plan) {
        return plan.expiresAt() - this.nanoTime.getAsLong() <= 0;
    }

    private record Waiting(RelayPlan plan, long bytes, long expiresAt) {
    }

}
