/** Calls between admission and ledger: kept, heart-beaten, settled once, or reaped. */
@NullMarked
package llmgateway.budget.settlement;

import org.jspecify.annotations.NullMarked;
