/** The price list: read from files, looked up by provider and model, kept in step. */
@NullMarked
package llmgateway.metrics.price;

import org.jspecify.annotations.NullMarked;
