package llmgateway.budget.management;

import java.time.Instant;
import java.util.Optional;

import llmgateway.core.money.Money;

/**
 * How a limit stands, and where it is heading.
 *
 * @param spentInLastHour for limits on money, as far as it can be told
 * @param runsOutAt when nothing is left if as much is spent an hour as in the last; empty
 * if the window ends before, if nothing is spent, and where it cannot be told
 */
public record BudgetStanding(LimitStatus status, Optional<Money> spentInLastHour, Optional<Instant> runsOutAt) {

    /** From 0 for untouched to 1 for nothing left; held amounts count as used. */
    public double shareUsed() {
        return (this.status.allowed() == 0) ? 1 : 1 - (double) this.status.left() / this.status.allowed();
    }

}
