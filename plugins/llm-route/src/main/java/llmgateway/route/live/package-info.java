/** Keeps the routing table in step with the files it comes from. */
@NullMarked
package llmgateway.route.live;

import org.jspecify.annotations.NullMarked;
