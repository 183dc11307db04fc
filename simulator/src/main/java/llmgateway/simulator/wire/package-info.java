/** Answers, and how they are put on the wire, faults included. */
@NullMarked
package llmgateway.simulator.wire;

import org.jspecify.annotations.NullMarked;
