/**
 * OpenAI's Chat Completions, as OpenAI documents it (OpenAPI description 2.3.0 of August
 * 2026) and as the many who imitate it send and take it.
 */
@NullMarked
package llmgateway.dialect.chatcompletions;

import org.jspecify.annotations.NullMarked;
