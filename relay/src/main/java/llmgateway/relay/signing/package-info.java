/**
 * Proofs of who sends a request to a provider, where a key in a header does not do:
 * credentials of clouds, got in time, and signatures made with them.
 */
@NullMarked
package llmgateway.relay.signing;

import org.jspecify.annotations.NullMarked;
