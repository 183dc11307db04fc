/** What can be made to go wrong. */
@NullMarked
package llmgateway.simulator.fault;

import org.jspecify.annotations.NullMarked;
