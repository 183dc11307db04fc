/** The listener through which APISIX hands calls to the relay. */
@NullMarked
package llmgateway.runner.relay;

import org.jspecify.annotations.NullMarked;
