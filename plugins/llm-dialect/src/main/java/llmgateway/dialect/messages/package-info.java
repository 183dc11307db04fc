/**
 * Anthropic's Messages API, as clients and as providers speak it. Sources: Claude API
 * docs, "Messages", "Streaming messages", "Extended thinking", "Structured outputs",
 * "Prompt caching" and "Errors", and the types of anthropic-java 3.12.0; all read in
 * November 2026.
 */
@NullMarked
package llmgateway.dialect.messages;

import org.jspecify.annotations.NullMarked;
