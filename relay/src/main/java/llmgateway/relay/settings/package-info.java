/** How the relay is set up. */
@NullMarked
package llmgateway.relay.settings;

import org.jspecify.annotations.NullMarked;
