/**
 * Runs a call through the filters of a configuration and gives back one decided value.
 * Knows the SDK's filters and llm-core; knows nothing of sockets, frames or HTTP servers.
 */
@NullMarked
package llmgateway.runner.pipeline;

import org.jspecify.annotations.NullMarked;
