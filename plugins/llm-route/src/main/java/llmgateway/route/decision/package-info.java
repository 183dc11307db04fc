/** What to do with a call, as a value computed from values. */
@NullMarked
package llmgateway.route.decision;

import org.jspecify.annotations.NullMarked;
