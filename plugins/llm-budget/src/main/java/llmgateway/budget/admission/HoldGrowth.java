package llmgateway.budget.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.limit.OnRedisFailure;
import llmgateway.budget.rolling.AccountGrowth;
import llmgateway.budget.rolling.HoldListener;
import llmgateway.budget.rolling.RollingHold;
import llmgateway.budget.rolling.RollingSettings;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.budget.RunningHold;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.price.TokenCounter;

/** Lets the holds of admitted calls grow while they run. Thread-safe. */
public final class HoldGrowth {

    private final Organisation organisation;

    private final Accounts accounts;

    private final Means means;

    private final HoldListener listener;

    private final BudgetEvents events;

    HoldGrowth(Organisation organisation, Accounts accounts, Means means, HoldListener listener, BudgetEvents events) {
        this.organisation = organisation;
        this.accounts = accounts;
        this.means = means;
        this.listener = listener;
        this.events = events;
    }

    /** Whether there is a cap that a hold of the worst case could fill. */
    static boolean isWanted(List<ApplicableLimit> limits) {
        return limits.stream()
            .anyMatch((limit) -> limit.limit().allowance() instanceof Allowance.Spend && !limit.limit().soft());
    }

    RunningHold of(CallFacts facts, Demand demand, Duration lease) {
        if (facts.firstSlice().isEmpty()) {
            return RunningHold.WHOLE;
        }
        AccountGrowth.Held held = new AccountGrowth.Held(this.organisation, facts.routed().ticket(), demand.holds(),
                lease);
        AccountGrowth growth = new AccountGrowth(this.accounts, held, facts::costWith,
                (exhausted) -> Refusals.of(new Taking.Short(exhausted, List.of()), demand, facts).reject(),
                this.listener);
        RollingHold.Terms terms = new RollingHold.Terms(facts.firstSlice().getAsLong(), facts.atMost().outputTokens(),
                facts.atMost(), Rejects.budgetUnavailable(demand.accounts().getFirst().limit().limit().name()),
                denied(demand));
        return new RollingHold(this.means.settings(), growth, terms,
                (text) -> this.means.tokens().count(facts.routed().model(), facts.routed().target(), text),
                this.events);
    }

    private static Optional<Reject> denied(Demand demand) {
        return demand.accounts()
            .stream()
            .map((account) -> account.limit().limit())
            .filter((limit) -> limit.onRedisFailure() == OnRedisFailure.DENY)
            .findFirst()
            .map((limit) -> Rejects.budgetUnavailable(limit.name()));
    }

    /**
     * @param tokens counts the words of answers
     */
    public record Means(RollingSettings settings, TokenCounter tokens) {
    }

}
