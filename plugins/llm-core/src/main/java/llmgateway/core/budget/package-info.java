/** What budgets tell whoever counts and alarms. */
@NullMarked
package llmgateway.core.budget;

import org.jspecify.annotations.NullMarked;
