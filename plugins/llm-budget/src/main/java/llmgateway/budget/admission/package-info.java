/**
 * Whether a call may go: what applies to it, what it may cost at most, all of that taken
 * together or not at all, and what the client is told.
 */
@NullMarked
package llmgateway.budget.admission;

import org.jspecify.annotations.NullMarked;
