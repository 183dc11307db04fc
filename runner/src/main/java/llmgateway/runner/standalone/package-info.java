/**
 * The gateway's own front door, for use without APISIX: a listener and consumers with
 * keys.
 */
@NullMarked
package llmgateway.runner.standalone;

import org.jspecify.annotations.NullMarked;
