/** Holds the lines between the modules and the habits of the code, as tests. */
@NullMarked
package llmgateway.e2e.architecture;

import org.jspecify.annotations.NullMarked;
