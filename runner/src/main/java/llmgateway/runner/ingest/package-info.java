/** The listener that APISIX's http-logger posts to. */
@NullMarked
package llmgateway.runner.ingest;

import org.jspecify.annotations.NullMarked;
