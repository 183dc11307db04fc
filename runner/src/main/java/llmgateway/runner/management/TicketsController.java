package llmgateway.runner.management;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import llmgateway.budget.account.OpenTicketsResult;
import llmgateway.budget.account.OpenTicketsResult.OpenTicket;
import llmgateway.budget.management.BudgetManagement;
import llmgateway.core.ledger.LedgerField;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calls that are under way: what each holds, and until when it is waited for. */
@RestController
class TicketsController {

    private static final int MOST = 1000;

    /** The ticket itself is left out: whoever has it gets the call's answer. */
    private static final List<LedgerField> SHOWN = List.of(LedgerField.CALL_ID, LedgerField.ADMITTED_AT,
            LedgerField.CONSUMER, LedgerField.CONSUMER_GROUP, LedgerField.ROUTE, LedgerField.ENDPOINT,
            LedgerField.MODEL, LedgerField.PROVIDER, LedgerField.STREAM, LedgerField.WAY);

    private final BudgetManagement budgets;

    TicketsController(BudgetManagement budgets) {
        this.budgets = budgets;
    }

    @GetMapping(ManagementConfiguration.ROOT + "/tickets")
    Tickets tickets(@RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ManagementException(HttpStatus.BAD_REQUEST, "invalid_parameter",
                    "The parameter limit must be 1 to " + MOST + ".");
        }
        if (this.budgets.openTickets(limit) instanceof OpenTicketsResult.OpenTickets open) {
            return new Tickets(open.total(), open.tickets().stream().map(TicketsController::shown).toList());
        }
        throw ManagementException.storeAway();
    }

    private static Ticket shown(OpenTicket ticket) {
        Map<String, String> call = new TreeMap<>();
        for (LedgerField field : SHOWN) {
            String value = ticket.open().entry().fields().get(field.wireName());
            if (value != null) {
                call.put(field.wireName(), value);
            }
        }
        return new Ticket(call, ticket.open().held().toUsd().stripTrailingZeros(),
                ticket.open().accounts().stream().map((account) -> account.account().value()).toList(),
                ticket.open().leaseEnd());
    }

    /**
     * @param open how many there are in all
     */
    record Tickets(long open, List<Ticket> tickets) {
    }

    record Ticket(Map<String, String> call, BigDecimal heldUsd, List<String> accounts, Instant waitedForUntil) {
    }

}
