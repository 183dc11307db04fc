/**
 * {@code publishers.models.predict} of Vertex AI, for text embeddings. Source: Vertex AI
 * documentation, "Text embeddings API", November 2026.
 */
@NullMarked
package llmgateway.dialect.vertexpredict;

import org.jspecify.annotations.NullMarked;
