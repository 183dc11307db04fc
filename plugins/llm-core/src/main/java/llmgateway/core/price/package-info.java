/** What models cost, and the terms they are offered on. */
@NullMarked
package llmgateway.core.price;

import org.jspecify.annotations.NullMarked;
