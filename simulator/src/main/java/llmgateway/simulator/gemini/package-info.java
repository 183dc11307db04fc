/** Google's Gemini API. */
@NullMarked
package llmgateway.simulator.gemini;

import org.jspecify.annotations.NullMarked;
