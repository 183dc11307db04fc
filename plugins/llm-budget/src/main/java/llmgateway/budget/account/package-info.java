/**
 * Exact accounts: what a call may spend is held before it runs, and settled or released
 * once after. {@link llmgateway.budget.account.Accounts} is the contract; nothing here
 * knows where the accounts are kept.
 */
@NullMarked
package llmgateway.budget.account;

import org.jspecify.annotations.NullMarked;
