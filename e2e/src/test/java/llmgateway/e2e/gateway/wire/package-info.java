/**
 * The gateway's side of the {@code ext-plugin} protocol 0.6.1, with a reader that accepts
 * nothing but well-formed messages.
 */
@NullMarked
package llmgateway.e2e.gateway.wire;

import org.jspecify.annotations.NullMarked;
