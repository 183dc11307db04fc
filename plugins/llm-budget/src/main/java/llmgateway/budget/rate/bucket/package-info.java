/**
 * What is done to one bucket, on Bucket4j's state of it: the same in Redis and in memory.
 */
@NullMarked
package llmgateway.budget.rate.bucket;

import org.jspecify.annotations.NullMarked;
