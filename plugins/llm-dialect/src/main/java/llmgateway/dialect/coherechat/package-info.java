/**
 * Cohere's chat, version 2 ({@code POST /v2/chat}), as a provider speaks it. Sources:
 * cohere-java of March 2026 ({@code V2ChatRequest}, {@code V2ChatResponse},
 * {@code V2ChatStreamResponse}); Cohere API, "Chat" and "Chat with Streaming", read in
 * November 2026.
 */
@NullMarked
package llmgateway.dialect.coherechat;

import org.jspecify.annotations.NullMarked;
