/** Every refusal a client can meet, as values. */
@NullMarked
package llmgateway.core.error;

import org.jspecify.annotations.NullMarked;
