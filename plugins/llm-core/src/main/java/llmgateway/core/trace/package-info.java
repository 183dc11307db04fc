/** Where calls stand in distributed traces. */
@NullMarked
package llmgateway.core.trace;

import org.jspecify.annotations.NullMarked;
