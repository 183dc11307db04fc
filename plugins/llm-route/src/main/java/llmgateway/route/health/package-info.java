/** Which targets are well enough to be asked. */
@NullMarked
package llmgateway.route.health;

import org.jspecify.annotations.NullMarked;
