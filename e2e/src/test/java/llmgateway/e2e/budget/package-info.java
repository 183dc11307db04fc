/** Budgets on the whole path: admission, holds, settlement, ledger, on a real Redis. */
@NullMarked
package llmgateway.e2e.budget;

import org.jspecify.annotations.NullMarked;
