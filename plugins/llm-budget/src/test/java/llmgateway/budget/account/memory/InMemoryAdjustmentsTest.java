package llmgateway.budget.account.memory;

import java.time.Duration;
import java.time.InstantSource;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.AdjustmentsContract;

class InMemoryAdjustmentsTest extends AdjustmentsContract {

    private final Accounts accounts = new InMemoryAccounts(InstantSource.system(), Duration.ofHours(2), (line) -> {
    });

    @Override
    protected Accounts accounts() {
        return this.accounts;
    }

}
