package llmgateway.budget.account;

import java.util.List;

import llmgateway.core.call.Ticket;

/** Which tickets are open. */
public sealed interface OpenTicketsResult permits OpenTicketsResult.OpenTickets, Unavailable {

    /**
     * @param tickets those whose lease ends first, first
     * @param total how many are open in all
     */
    record OpenTickets(List<OpenTicket> tickets, long total) implements OpenTicketsResult {

        public OpenTickets {
            tickets = List.copyOf(tickets);
        }

    }

    record OpenTicket(Ticket ticket, FindResult.Open open) {
    }

}
