package llmgateway.budget.account;

import java.util.List;

import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

/** What became of overdue tickets. */
public sealed interface ExpireResult permits ExpireResult.Expired, Unavailable {

    /**
     * @param tickets settled by this very request, the longest overdue first
     */
    record Expired(List<ExpiredTicket> tickets) implements ExpireResult {

        public Expired {
            tickets = List.copyOf(tickets);
        }

    }

    /**
     * @param charged what the ticket held
     */
    record ExpiredTicket(Ticket ticket, Money charged) {
    }

}
