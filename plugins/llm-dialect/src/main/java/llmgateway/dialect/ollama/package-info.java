/** What Ollama's APIs have in common. */
@NullMarked
package llmgateway.dialect.ollama;

import org.jspecify.annotations.NullMarked;
