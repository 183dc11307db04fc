package llmgateway.budget.admission;

import java.util.List;
import java.util.Optional;

import llmgateway.budget.account.Balance;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.rate.RateLevel;
import llmgateway.budget.rate.TakeResult.Refusal;

/** What a store said to a demand. */
sealed interface Taking {

    /**
     * All that the store could be asked for is taken.
     *
     * @param balances of the demand's accounts, in its order; empty if accounts could not
     * be asked
     * @param levels of the demand's buckets, in its order; empty if buckets could not be
     * asked
     * @param accountsAway why the accounts could not be asked
     * @param bucketsAway why the buckets could not be asked
     */
    record Taken(List<Balance> balances, List<RateLevel> levels, Optional<Reason> accountsAway,
            Optional<Reason> bucketsAway) implements Taking {

        boolean whole() {
            return this.accountsAway.isEmpty() && this.bucketsAway.isEmpty();
        }

    }

    /** Nothing is taken: at least one account or bucket has too little. */
    record Short(List<Balance> exhausted, List<Refusal> refusals) implements Taking {
    }

}
