/** What an OTLP collector gets to see of calls. */
@NullMarked
package llmgateway.e2e.trace;

import org.jspecify.annotations.NullMarked;
