/** Server-sent events: their framing, and what is filtered from them. */
@NullMarked
package llmgateway.dialect.sse;

import org.jspecify.annotations.NullMarked;
