package llmgateway.budget.account;

import llmgateway.core.money.Money;

/** What became of a settlement. */
public sealed interface SettleResult permits SettleResult.Settled, Closed, Unknown, Unavailable {

    /**
     * The charge is taken and the ledger entry written, now or when this was first sent.
     *
     * @param charged by the first settlement, should a later one have named another
     * charge
     * @param entryId of the ledger entry
     * @param repeated whether it had been settled before this request
     */
    record Settled(Money charged, String entryId, boolean repeated) implements SettleResult {
    }

}
