package llmgateway.budget.warning;

import java.time.Instant;
import java.util.Optional;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Window;
import llmgateway.core.money.Money;

/**
 * A spend limit has reached one of its warning levels.
 *
 * @param limit the limit's name
 * @param account the limit and whose use it counts
 * @param percent the level
 * @param soft whether the limit refuses nothing
 */
public record BudgetWarning(String limit, AccountName account, int percent, Money used, Money cap, Window window,
        boolean soft) {

    public Optional<Instant> resetsAt() {
        return (this.window.endMillis() == Window.NEVER) ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(this.window.endMillis()));
    }

}
