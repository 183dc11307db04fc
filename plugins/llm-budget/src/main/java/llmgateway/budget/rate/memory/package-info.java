/** Buckets in this node's memory. */
@NullMarked
package llmgateway.budget.rate.memory;

import org.jspecify.annotations.NullMarked;
