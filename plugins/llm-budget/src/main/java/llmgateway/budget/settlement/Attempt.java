package llmgateway.budget.settlement;

import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.core.ledger.Settlements.Settling;

/** What came of telling the store how a call ended. */
sealed interface Attempt {

    record Done(Settling settling) implements Attempt {
    }

    /** To be told again. */
    record Away(Reason reason) implements Attempt {
    }

}
