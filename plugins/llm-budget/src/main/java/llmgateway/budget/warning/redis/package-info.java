/** Warnings given, remembered in Redis for all nodes. */
@NullMarked
package llmgateway.budget.warning.redis;

import org.jspecify.annotations.NullMarked;
