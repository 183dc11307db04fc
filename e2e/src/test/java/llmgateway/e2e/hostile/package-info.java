/** Requests that nobody means well with. */
@NullMarked
package llmgateway.e2e.hostile;

import org.jspecify.annotations.NullMarked;
