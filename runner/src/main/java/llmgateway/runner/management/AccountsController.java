package llmgateway.runner.management;

import llmgateway.budget.management.BudgetManagement;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The accounts as a whole. */
@RestController
class AccountsController {

    private final BudgetManagement budgets;

    AccountsController(BudgetManagement budgets) {
        this.budgets = budgets;
    }

    /**
     * Redis has lost what it knew, and calls are refused until somebody says that what it
     * holds now, be it nothing or what was restored, is the truth.
     */
    @PostMapping(ManagementConfiguration.ROOT + "/accounts/begin")
    Begun begin() {
        if (!this.budgets.begin()) {
            throw ManagementException.storeAway();
        }
        return new Begun(true);
    }

    record Begun(boolean begun) {
    }

}
