package llmgateway.budget.account;

/** The ticket has already ended another way; nothing was changed. */
public record Closed(
        Ending ending) implements HoldResult, ResizeResult, LeaseResult, SettleResult, ReleaseResult, FindResult {
}
