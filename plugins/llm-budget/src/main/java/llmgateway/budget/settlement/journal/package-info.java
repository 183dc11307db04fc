/**
 * A second line of defence: what this node told the store of ended calls, on its own
 * disk, for the day the store has lost it.
 */
@NullMarked
package llmgateway.budget.settlement.journal;

import org.jspecify.annotations.NullMarked;
