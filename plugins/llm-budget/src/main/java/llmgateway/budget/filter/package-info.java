/** The plugin's edge to the gateway: an SDK filter. */
@NullMarked
package llmgateway.budget.filter;

import org.jspecify.annotations.NullMarked;
