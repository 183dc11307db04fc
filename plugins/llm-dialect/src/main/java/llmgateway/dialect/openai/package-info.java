/** What OpenAI's two APIs for chat, Chat Completions and Responses, have in common. */
@NullMarked
package llmgateway.dialect.openai;

import org.jspecify.annotations.NullMarked;
