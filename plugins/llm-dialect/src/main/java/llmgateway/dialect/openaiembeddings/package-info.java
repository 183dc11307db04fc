/** OpenAI's Embeddings API, as clients speak it. */
@NullMarked
package llmgateway.dialect.openaiembeddings;

import org.jspecify.annotations.NullMarked;
