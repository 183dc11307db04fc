/** What every simulated API shares: reading a request strictly, and refusing it. */
@NullMarked
package llmgateway.simulator.api;

import org.jspecify.annotations.NullMarked;
