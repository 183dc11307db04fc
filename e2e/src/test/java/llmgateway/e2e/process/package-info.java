/** The runner as an operating system's process: extended, stopped, killed. */
@NullMarked
package llmgateway.e2e.process;

import org.jspecify.annotations.NullMarked;
