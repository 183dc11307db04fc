/** What of a request a provider will count as input, told part by part. */
@NullMarked
package llmgateway.core.prompt;

import org.jspecify.annotations.NullMarked;
