/** Keys at providers: where they come from, how they are sent, which one is next. */
@NullMarked
package llmgateway.route.credential;

import org.jspecify.annotations.NullMarked;
