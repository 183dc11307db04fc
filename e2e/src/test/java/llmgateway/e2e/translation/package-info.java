/** Every client API through the gateway to every provider API. */
@NullMarked
package llmgateway.e2e.translation;

import org.jspecify.annotations.NullMarked;
