/** Sends calls to providers and streams the answers back. */
@NullMarked
package llmgateway.relay;

import org.jspecify.annotations.NullMarked;
