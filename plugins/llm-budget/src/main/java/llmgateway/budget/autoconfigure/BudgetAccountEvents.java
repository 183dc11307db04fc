package llmgateway.budget.autoconfigure;

import java.util.Locale;

import llmgateway.budget.account.AccountEvents;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Unavailable;
import llmgateway.core.budget.BudgetEvents;

/** Passes what happens to the store on to whoever counts it. */
final class BudgetAccountEvents implements AccountEvents {

    private final BudgetEvents events;

    private final Runnable storeBack;

    /**
     * @param storeBack run when the store answers again
     */
    BudgetAccountEvents(BudgetEvents events, Runnable storeBack) {
        this.events = events;
        this.storeBack = storeBack;
    }

    @Override
    public void unavailable(Organisation organisation, Unavailable.Reason reason) {
        this.events.storeUnavailable(reason.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void circuitOpened(Organisation organisation) {
        this.events.storeAway();
    }

    @Override
    public void circuitClosed(Organisation organisation) {
        this.events.storeBack();
        this.storeBack.run();
    }

}
