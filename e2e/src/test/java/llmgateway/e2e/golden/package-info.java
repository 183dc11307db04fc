/** Replays what a real APISIX 3.18 sent, against our runner. */
@NullMarked
package llmgateway.e2e.golden;

import org.jspecify.annotations.NullMarked;
