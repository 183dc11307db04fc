/** Google Cloud's Vertex AI: Gemini and Claude, each a little unlike at its maker. */
@NullMarked
package llmgateway.simulator.vertex;

import org.jspecify.annotations.NullMarked;
