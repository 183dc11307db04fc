/** Exceptions that an operator grants to limits for a while. */
@NullMarked
package llmgateway.budget.override;

import org.jspecify.annotations.NullMarked;
