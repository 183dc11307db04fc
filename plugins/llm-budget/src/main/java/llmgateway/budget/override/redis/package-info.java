/** Overrides, kept in Redis for all nodes. */
@NullMarked
package llmgateway.budget.override.redis;

import org.jspecify.annotations.NullMarked;
