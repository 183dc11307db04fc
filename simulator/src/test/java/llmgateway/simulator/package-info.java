@NullMarked
package llmgateway.simulator;

import org.jspecify.annotations.NullMarked;
