package llmgateway.budget.settlement;

import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

/** Takes charge of calls that may go, until they have ended. Thread-safe. */
public interface AdmittedCalls {

    void admitted(Admission admission);

    /** Without effect on a call that has ended. */
    void grown(Ticket ticket, Money reserved);

}
