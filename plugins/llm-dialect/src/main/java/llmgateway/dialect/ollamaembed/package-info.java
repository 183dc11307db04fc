/**
 * Ollama's {@code /api/embed}. Source: Ollama's docs, "Generate embeddings", read in
 * November 2026.
 */
@NullMarked
package llmgateway.dialect.ollamaembed;

import org.jspecify.annotations.NullMarked;
