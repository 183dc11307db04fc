/** Proofs of who sends a request to a provider, where a key in a header does not do. */
@NullMarked
package llmgateway.relay.signing;

import org.jspecify.annotations.NullMarked;
