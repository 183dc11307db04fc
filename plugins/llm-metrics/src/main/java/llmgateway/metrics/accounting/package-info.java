/** What finished calls cost, and what the ledger says of them. */
@NullMarked
package llmgateway.metrics.accounting;

import org.jspecify.annotations.NullMarked;
