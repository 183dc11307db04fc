/**
 * Keeps the ledger to its retention: writes new entries to files and then drops the old
 * ones from the store.
 */
@NullMarked
package llmgateway.budget.archive;

import org.jspecify.annotations.NullMarked;
