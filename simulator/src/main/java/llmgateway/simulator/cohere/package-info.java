/** Cohere's API. */
@NullMarked
package llmgateway.simulator.cohere;

import org.jspecify.annotations.NullMarked;
