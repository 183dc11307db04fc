/** Exact amounts of money. */
@NullMarked
package llmgateway.core.money;

import org.jspecify.annotations.NullMarked;
