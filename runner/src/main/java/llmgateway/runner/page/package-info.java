/** The page to look at: static files that read the management endpoints. */
@NullMarked
package llmgateway.runner.page;

import org.jspecify.annotations.NullMarked;
