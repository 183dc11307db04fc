package llmgateway.budget.account.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import llmgateway.budget.account.OpenTicketsResult;
import llmgateway.core.call.Ticket;

/** The tickets that have not ended. */
final class OpenTickets {

    private static final Comparator<Named> BY_END_OF_LEASE = Comparator
        .<Named, Instant>comparing((named) -> named.ticket().leaseEnd)
        .thenComparing((named) -> named.name().value());

    private final Map<Ticket, OpenTicket> open = new HashMap<>();

    Optional<OpenTicket> find(Ticket name) {
        return Optional.ofNullable(this.open.get(name));
    }

    void add(Ticket name, OpenTicket ticket) {
        this.open.put(name, ticket);
    }

    Optional<OpenTicket> remove(Ticket name) {
        return Optional.ofNullable(this.open.remove(name));
    }

    List<Named> overdue(Instant now, int limit) {
        return inOrder().filter((named) -> !named.ticket().leaseEnd.isAfter(now)).limit(limit).toList();
    }

    OpenTicketsResult.OpenTickets describe(int limit) {
        return new OpenTicketsResult.OpenTickets(inOrder().limit(limit)
            .map((named) -> new OpenTicketsResult.OpenTicket(named.name(), named.ticket().describe()))
            .toList(), this.open.size());
    }

    private Stream<Named> inOrder() {
        return this.open.entrySet()
            .stream()
            .map((entry) -> new Named(entry.getKey(), entry.getValue()))
            .sorted(BY_END_OF_LEASE);
    }

    record Named(Ticket name, OpenTicket ticket) {
    }

}
