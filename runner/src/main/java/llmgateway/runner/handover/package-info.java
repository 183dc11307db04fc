/** What a runner lets go of when another one takes over. */
@NullMarked
package llmgateway.runner.handover;

import org.jspecify.annotations.NullMarked;
