/** How calls ended that APISIX carried itself, read from what its http-logger posts. */
@NullMarked
package llmgateway.metrics.ingest;

import org.jspecify.annotations.NullMarked;
