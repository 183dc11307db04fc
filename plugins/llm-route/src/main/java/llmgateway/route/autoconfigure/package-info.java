/** The plugin as a Spring Boot auto-configuration. */
@NullMarked
package llmgateway.route.autoconfigure;

import org.jspecify.annotations.NullMarked;
