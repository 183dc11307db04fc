/** What limits there are, which of them apply to a call, and what it holds on them. */
@NullMarked
package llmgateway.budget.limit;

import org.jspecify.annotations.NullMarked;
