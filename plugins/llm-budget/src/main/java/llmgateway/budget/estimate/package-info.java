/**
 * What a call can use at most, told before it is sent: {@code docs/estimates.md} has the
 * rules, what is proof and what is calibration.
 */
@NullMarked
package llmgateway.budget.estimate;

import org.jspecify.annotations.NullMarked;
