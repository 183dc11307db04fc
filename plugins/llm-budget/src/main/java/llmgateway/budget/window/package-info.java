/** The windows of time that what a limit allows is counted in. */
@NullMarked
package llmgateway.budget.window;

import org.jspecify.annotations.NullMarked;
