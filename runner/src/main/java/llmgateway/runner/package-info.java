/** The runner process: what it is made of. */
@NullMarked
package llmgateway.runner;

import org.jspecify.annotations.NullMarked;
