/** The plugin as Spring Boot auto-configurations. */
@NullMarked
package llmgateway.metrics.autoconfigure;

import org.jspecify.annotations.NullMarked;
