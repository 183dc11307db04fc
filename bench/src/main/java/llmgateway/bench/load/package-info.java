/** Repeats an operation and tells what it took. */
@NullMarked
package llmgateway.bench.load;

import org.jspecify.annotations.NullMarked;
