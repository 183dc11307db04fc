package llmgateway.budget.warning;

/** Told of every warning once. Thread-safe; returns at once. */
@FunctionalInterface
public interface WarningListener {

    void warned(BudgetWarning warning);

}
