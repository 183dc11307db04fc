package llmgateway.budget.warning;

/** Remembers for all nodes together what has been warned of. Thread-safe. */
@FunctionalInterface
public interface WarnedOnce {

    /**
     * @return true for the first to ask about this level in this window; false for
     * everybody else, and if it cannot be known
     */
    boolean isFirst(BudgetWarning warning);

}
