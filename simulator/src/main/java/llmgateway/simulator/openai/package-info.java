/** The API of OpenAI and of Azure OpenAI. */
@NullMarked
package llmgateway.simulator.openai;

import org.jspecify.annotations.NullMarked;
