/** Choosing among targets that could all serve a call. */
@NullMarked
package llmgateway.route.balance;

import org.jspecify.annotations.NullMarked;
