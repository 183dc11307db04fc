package llmgateway.budget.settlement;

import java.util.List;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.ExpireResult.Expired;
import llmgateway.budget.account.Settlement;
import llmgateway.core.money.Money;

/**
 * Ends what this node's own memory holds for calls that were let through without the
 * store.
 */
final class LocalHolds {

    private static final int AT_ONCE = 1000;

    private final Stores stores;

    LocalHolds(Stores stores) {
        this.stores = stores;
    }

    void settle(Admission admission, Money charge) {
        if (admission.heldHere()) {
            accounts().settle(new Settlement(this.stores.organisation(), admission.call().ticket(), charge,
                    HeldEntry.write(admission.call(), List.of())));
        }
    }

    void release(Admission admission) {
        if (admission.heldHere()) {
            accounts().release(this.stores.organisation(), admission.call().ticket());
        }
    }

    void renew(Admission admission) {
        if (admission.heldHere()) {
            accounts().extendLease(this.stores.organisation(), admission.call().ticket(), admission.lease());
        }
    }

    void expire() {
        boolean more = true;
        while (more) {
            more = accounts().expire(this.stores.organisation(), AT_ONCE) instanceof Expired expired
                    && expired.tickets().size() == AT_ONCE;
        }
    }

    private Accounts accounts() {
        return this.stores.local().get();
    }

}
