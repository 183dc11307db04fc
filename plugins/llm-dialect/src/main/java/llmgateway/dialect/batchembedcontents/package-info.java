/**
 * Gemini's {@code batchEmbedContents}. Source: Gemini API reference, "Embeddings", and
 * {@code EmbeddingUsageMetadata}, read in November 2026.
 */
@NullMarked
package llmgateway.dialect.batchembedcontents;

import org.jspecify.annotations.NullMarked;
