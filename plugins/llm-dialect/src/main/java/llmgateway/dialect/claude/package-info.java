/** What the models of Anthropic take, whichever API they are reached by. */
@NullMarked
package llmgateway.dialect.claude;

import org.jspecify.annotations.NullMarked;
