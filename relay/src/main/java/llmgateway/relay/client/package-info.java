/**
 * The side of the client: its answer, how far it has come, and whether it is still there.
 */
@NullMarked
package llmgateway.relay.client;

import org.jspecify.annotations.NullMarked;
