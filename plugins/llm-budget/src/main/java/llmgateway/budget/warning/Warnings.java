package llmgateway.budget.warning;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.Executor;
import llmgateway.budget.account.Balance;
import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.core.money.Money;

/**
 * Notices warning levels as balances are seen, and has each told once in its window. A
 * call never waits for it. Thread-safe.
 */
public final class Warnings {

    private static final int MOST_REMEMBERED = 100_000;

    private final WarnedOnce warnedOnce;

    private final List<WarningListener> listeners;

    private final Executor telling;

    /** The highest level this node has seen of an account in a window. */
    private final Cache<String, Integer> seen = Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    /**
     * @param telling runs what asks the store and tells the listeners
     */
    public Warnings(WarnedOnce warnedOnce, List<WarningListener> listeners, Executor telling) {
        this.warnedOnce = warnedOnce;
        this.listeners = List.copyOf(listeners);
        this.telling = telling;
    }

    /**
     * @param limits among which every balance's is
     */
    public void spent(List<ApplicableLimit> limits, List<Balance> balances) {
        for (Balance balance : balances) {
            for (ApplicableLimit limit : limits) {
                if (limit.account().equals(balance.account())
                        && limit.limit().allowance() instanceof Allowance.Spend spend) {
                    check(limit, spend, balance);
                }
            }
        }
    }

    private void check(ApplicableLimit limit, Allowance.Spend spend, Balance balance) {
        long cap = limit.limit().soft() ? spend.cap().nanos() : balance.cap();
        spend.warnAt().reached(balance.used(), cap).ifPresent((percent) -> {
            String key = balance.account() + "@" + balance.window().startMillis();
            Integer before = this.seen.getIfPresent(key);
            if (before == null || before < percent) {
                this.seen.put(key, percent);
                tell(new BudgetWarning(limit.limit().name(), balance.account(), percent, new Money(balance.used()),
                        new Money(cap), balance.window(), limit.limit().soft()));
            }
        });
    }

    private void tell(BudgetWarning warning) {
        try {
            this.telling.execute(() -> {
                if (this.warnedOnce.isFirst(warning)) {
                    this.listeners.forEach((listener) -> listener.warned(warning));
                }
            });
        }
        catch (RejectedExecutionException ex) {
            // Full or closed: the next level, or the next node, tells.
            this.seen.invalidate(warning.account() + "@" + warning.window().startMillis());
        }
    }

}
