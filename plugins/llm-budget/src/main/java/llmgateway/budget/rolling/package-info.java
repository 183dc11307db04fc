/** Holds that begin small and grow ahead of the answer. */
@NullMarked
package llmgateway.budget.rolling;

import org.jspecify.annotations.NullMarked;
