/**
 * One call of a client: who calls, which endpoint, which model, and the exchange that
 * plugins act on.
 */
@NullMarked
package llmgateway.core.call;

import org.jspecify.annotations.NullMarked;
