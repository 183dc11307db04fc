/** Spans of calls and of attempts at providers, from W3C context to OTLP. */
@NullMarked
package llmgateway.metrics.trace;

import org.jspecify.annotations.NullMarked;
