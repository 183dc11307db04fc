/** The API of Anthropic. */
@NullMarked
package llmgateway.simulator.anthropic;

import org.jspecify.annotations.NullMarked;
