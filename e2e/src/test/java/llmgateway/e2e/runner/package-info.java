/** Starts the runner: within the test's JVM, or as the process it is in production. */
@NullMarked
package llmgateway.e2e.runner;

import org.jspecify.annotations.NullMarked;
