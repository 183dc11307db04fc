/** Accounting: what calls used and cost, and what an operator sees of it. */
@NullMarked
package llmgateway.metrics;

import org.jspecify.annotations.NullMarked;
