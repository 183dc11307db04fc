/** The API of Amazon Bedrock. */
@NullMarked
package llmgateway.simulator.bedrock;

import org.jspecify.annotations.NullMarked;
