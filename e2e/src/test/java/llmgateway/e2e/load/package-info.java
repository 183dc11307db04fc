/**
 * Many calls at once over the runner's real socket: nothing mixed up, nothing held up.
 */
@NullMarked
package llmgateway.e2e.load;

import org.jspecify.annotations.NullMarked;
