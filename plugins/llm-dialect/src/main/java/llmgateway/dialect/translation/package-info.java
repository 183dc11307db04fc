/**
 * Between the API that a client speaks and the one that a provider does, by way of the
 * conversation.
 */
@NullMarked
package llmgateway.dialect.translation;

import org.jspecify.annotations.NullMarked;
