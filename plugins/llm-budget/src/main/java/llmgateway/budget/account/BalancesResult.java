package llmgateway.budget.account;

import java.util.List;

/** How accounts stand. */
public sealed interface BalancesResult permits BalancesResult.Balances, Unavailable {

    /**
     * @param balances in the order asked for
     */
    record Balances(List<Balance> balances) implements BalancesResult {

        public Balances {
            balances = List.copyOf(balances);
        }

    }

}
