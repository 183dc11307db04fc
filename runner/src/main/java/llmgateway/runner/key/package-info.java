/** Keys that callers must know: where they are configured, and whether one is right. */
@NullMarked
package llmgateway.runner.key;

import org.jspecify.annotations.NullMarked;
