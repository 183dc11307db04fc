/** What is asked of an embedding model and what it answers, in no API's words. */
@NullMarked
package llmgateway.dialect.embedding;

import org.jspecify.annotations.NullMarked;
