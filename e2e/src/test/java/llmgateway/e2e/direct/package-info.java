/** Through the APISIX double to the provider: the direct way, and the relay behind it. */
@NullMarked
package llmgateway.e2e.direct;

import org.jspecify.annotations.NullMarked;
