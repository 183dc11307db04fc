/** Ollama's API. */
@NullMarked
package llmgateway.simulator.ollama;

import org.jspecify.annotations.NullMarked;
