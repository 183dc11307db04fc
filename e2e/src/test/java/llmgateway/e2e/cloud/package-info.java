/** Providers in clouds, and the credentials that they know the gateway by. */
@NullMarked
package llmgateway.e2e.cloud;

import org.jspecify.annotations.NullMarked;
