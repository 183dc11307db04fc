/** Plugins of the runner switched for one consumer or consumer group. */
@NullMarked
package llmgateway.apisix.toggle;

import org.jspecify.annotations.NullMarked;
