/**
 * Measures admissions, estimates, reports and streams on one machine. Prints what it
 * finds; nothing of the product depends on it.
 */
@NullMarked
package llmgateway.bench;

import org.jspecify.annotations.NullMarked;
