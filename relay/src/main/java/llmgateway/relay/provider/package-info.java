/** The side of the provider: requests over HTTP, within time limits. */
@NullMarked
package llmgateway.relay.provider;

import org.jspecify.annotations.NullMarked;
