/** What refills: requests and tokens in a time, as token buckets of Bucket4j. */
@NullMarked
package llmgateway.budget.rate;

import org.jspecify.annotations.NullMarked;
