/** What a route or consumer sets for llm-route in the gateway's own configuration. */
@NullMarked
package llmgateway.route.settings;

import org.jspecify.annotations.NullMarked;
