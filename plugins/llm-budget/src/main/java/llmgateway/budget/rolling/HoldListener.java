package llmgateway.budget.rolling;

import java.util.List;

import llmgateway.budget.account.Balance;
import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

/** Told when a call holds more than before. Thread-safe, returns at once. */
@FunctionalInterface
public interface HoldListener {

    /**
     * @param reserved what it holds now on every money account
     * @param balances of its accounts right after
     */
    void grown(Ticket ticket, Money reserved, List<Balance> balances);

}
