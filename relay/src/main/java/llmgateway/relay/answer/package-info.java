/** How a provider's answer goes on to the client: as it is or translated, and metered. */
@NullMarked
package llmgateway.relay.answer;

import org.jspecify.annotations.NullMarked;
