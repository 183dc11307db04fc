/** Tells of budgets that run out, before they have. */
@NullMarked
package llmgateway.budget.warning;

import org.jspecify.annotations.NullMarked;
