/**
 * Calls that were let through, from admission to the ledger: what is noted of each, and
 * how each ends exactly once.
 */
@NullMarked
package llmgateway.core.ledger;

import org.jspecify.annotations.NullMarked;
