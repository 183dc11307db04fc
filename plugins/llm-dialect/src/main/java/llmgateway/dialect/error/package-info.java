/** Refusals, written as the client's dialect has them. */
@NullMarked
package llmgateway.dialect.error;

import org.jspecify.annotations.NullMarked;
