package llmgateway.budget.settlement;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.call.Ticket;

/** Ends that the store has not taken yet, one a ticket: the first. Thread-safe. */
final class WaitingEnds {

    private final int most;

    private final Map<Ticket, CallEnd> ends = new LinkedHashMap<>();

    WaitingEnds(int most) {
        this.most = most;
    }

    synchronized Adding add(CallEnd end) {
        if (this.ends.containsKey(end.ticket())) {
            return Adding.THERE_ALREADY;
        }
        if (this.ends.size() >= this.most) {
            return Adding.FULL;
        }
        this.ends.put(end.ticket(), end);
        return Adding.ADDED;
    }

    synchronized boolean contains(Ticket ticket) {
        return this.ends.containsKey(ticket);
    }

    synchronized int size() {
        return this.ends.size();
    }

    /** The one that has waited longest, which then is the last in the row. */
    synchronized Optional<CallEnd> next() {
        Iterator<CallEnd> first = this.ends.values().iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        CallEnd end = first.next();
        first.remove();
        this.ends.put(end.ticket(), end);
        return Optional.of(end);
    }

    synchronized void remove(CallEnd end) {
        this.ends.remove(end.ticket(), end);
    }

    /** What became of adding one. */
    enum Adding {

        ADDED, THERE_ALREADY, FULL

    }

}
