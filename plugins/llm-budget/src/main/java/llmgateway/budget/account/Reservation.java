package llmgateway.budget.account;

/**
 * Where a ticket has held: the account and the window that will be charged.
 */
public record Reservation(AccountName account, Unit unit, Window window) {
}
