package llmgateway.budget.account.memory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.AccountsContract;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Organisation;

class InMemoryAccountsTest extends AccountsContract {

    private final List<LedgerLine> ledger = new ArrayList<>();

    private final Accounts accounts = new InMemoryAccounts(InstantSource.system(), Duration.ofHours(2),
            this.ledger::add);

    @Override
    protected Accounts accounts() {
        return this.accounts;
    }

    @Override
    protected List<LedgerLine> ledger(Organisation organisation) {
        return this.ledger;
    }

}
