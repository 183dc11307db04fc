/** Which target is tried next, and when. */
@NullMarked
package llmgateway.relay.retry;

import org.jspecify.annotations.NullMarked;
