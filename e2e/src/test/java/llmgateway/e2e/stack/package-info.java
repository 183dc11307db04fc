/** The stack of docker-compose.yml, in containers and without. */
@NullMarked
package llmgateway.e2e.stack;

import org.jspecify.annotations.NullMarked;
