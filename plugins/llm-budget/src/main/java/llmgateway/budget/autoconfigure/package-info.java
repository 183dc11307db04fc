/** The plugin as a Spring Boot auto-configuration. */
@NullMarked
package llmgateway.budget.autoconfigure;

import org.jspecify.annotations.NullMarked;
