/**
 * Between the API that a client speaks and the one that a provider does, by way of the
 * conversation or the embedding in no API's words.
 */
@NullMarked
package llmgateway.dialect.translation;

import org.jspecify.annotations.NullMarked;
