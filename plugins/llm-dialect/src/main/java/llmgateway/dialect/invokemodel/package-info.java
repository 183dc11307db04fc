/**
 * Embedding models behind Amazon Bedrock's InvokeModel, where each maker's models have a
 * body of their own. Sources: Amazon Bedrock User Guide, "Amazon Titan Embeddings Text",
 * "Cohere Embed v3" and "Cohere Embed v4", read in November 2026.
 */
@NullMarked
package llmgateway.dialect.invokemodel;

import org.jspecify.annotations.NullMarked;
