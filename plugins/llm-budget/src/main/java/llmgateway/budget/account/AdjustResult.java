package llmgateway.budget.account;

/** What became of an adjustment. */
public sealed interface AdjustResult permits AdjustResult.Adjusted, Unavailable {

    /**
     * @param balance right after; its cap includes what it was topped up by
     */
    record Adjusted(Balance balance) implements AdjustResult {
    }

}
