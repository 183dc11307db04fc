/** Reports of use, out of the sums and entries of the ledger. */
@NullMarked
package llmgateway.metrics.report;

import org.jspecify.annotations.NullMarked;
