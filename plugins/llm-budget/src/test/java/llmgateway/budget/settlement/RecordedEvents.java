package llmgateway.budget.settlement;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.money.Money;

/** Remembers what was told. */
final class RecordedEvents implements BudgetEvents {

    private final List<String> told = new CopyOnWriteArrayList<>();

    List<String> told() {
        return List.copyOf(this.told);
    }

    @Override
    public void expired(Money charged) {
        this.told.add("expired " + charged);
    }

    @Override
    public void overran(Money charged, Money reserved) {
        this.told.add("overran " + charged + " of " + reserved);
    }

    @Override
    public void settlementsWaiting(int count) {
        this.told.add("waiting " + count);
    }

    @Override
    public void admittedWithoutStore() {
        this.told.add("without store");
    }

    @Override
    public void journalFailed(int settlements) {
        this.told.add("journal failed");
    }

}
