/**
 * Usage of an answer, read while its bytes pass: what the provider counted, by the units
 * it bills. Nothing is built into trees, nothing is held but the numbers.
 */
@NullMarked
package llmgateway.dialect.usage;

import org.jspecify.annotations.NullMarked;
