/**
 * Measures admissions, estimates and reports on one machine. Prints what it finds;
 * nothing of the product depends on it.
 */
@NullMarked
package llmgateway.bench;

import org.jspecify.annotations.NullMarked;
