/**
 * The way to Redis: how it is connected, what its failures mean, and when to spare it.
 */
@NullMarked
package llmgateway.budget.redis;

import org.jspecify.annotations.NullMarked;
