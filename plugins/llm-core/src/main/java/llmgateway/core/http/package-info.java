/** The HTTP words that every way through the gateway shares. */
@NullMarked
package llmgateway.core.http;

import org.jspecify.annotations.NullMarked;
