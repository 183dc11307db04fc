package llmgateway.budget.settlement;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

/** The calls of this node that have not ended. Thread-safe. */
final class OpenCalls {

    private final ConcurrentMap<Ticket, OpenCall> calls = new ConcurrentHashMap<>();

    void add(OpenCall call) {
        this.calls.put(call.ticket(), call);
    }

    Optional<OpenCall> find(Ticket ticket) {
        return Optional.ofNullable(this.calls.get(ticket));
    }

    Optional<OpenCall> remove(Ticket ticket) {
        return Optional.ofNullable(this.calls.remove(ticket));
    }

    /** Without effect on a call that has ended meanwhile. */
    void lease(Ticket ticket, Instant now) {
        this.calls.computeIfPresent(ticket, (key, call) -> call.leasedFrom(now));
    }

    /** Without effect on a call that has ended meanwhile. */
    void grown(Ticket ticket, Money reserved, Instant now) {
        this.calls.computeIfPresent(ticket, (key, call) -> call.grown(reserved, now));
    }

    /** May or may not show what changes meanwhile. */
    Collection<OpenCall> all() {
        return Collections.unmodifiableCollection(this.calls.values());
    }

}
