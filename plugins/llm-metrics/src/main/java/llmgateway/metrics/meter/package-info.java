/** Counters and timers of calls and budgets, and the access log. */
@NullMarked
package llmgateway.metrics.meter;

import org.jspecify.annotations.NullMarked;
