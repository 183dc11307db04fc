/** Buckets in Redis, shared by all nodes: Bucket4j on Redisson. */
@NullMarked
package llmgateway.budget.rate.redis;

import org.jspecify.annotations.NullMarked;
