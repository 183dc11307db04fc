/** Frames that no gateway would send. */
@NullMarked
package llmgateway.e2e.fuzz;

import org.jspecify.annotations.NullMarked;
