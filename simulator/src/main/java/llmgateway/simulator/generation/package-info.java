/**
 * What stands in for the model: texts, tool calls and token counts made from the request.
 */
@NullMarked
package llmgateway.simulator.generation;

import org.jspecify.annotations.NullMarked;
