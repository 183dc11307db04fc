/**
 * Tells the nodes of a gateway which targets cool down. Here since this is where Redis
 * is: the plugin that decides about targets works without it.
 */
@NullMarked
package llmgateway.budget.cooldown;

import org.jspecify.annotations.NullMarked;
