/** The gateway with all around it: clients' keys, a catalogue, providers. */
@NullMarked
package llmgateway.e2e.whole;

import org.jspecify.annotations.NullMarked;
