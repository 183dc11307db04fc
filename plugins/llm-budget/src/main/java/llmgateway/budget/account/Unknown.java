package llmgateway.budget.account;

/**
 * No such ticket: never held, refused, or ended so long ago that it is forgotten. Nothing
 * was changed.
 */
public record Unknown() implements ResizeResult, LeaseResult, SettleResult, FindResult {
}
