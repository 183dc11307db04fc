/** What a plugin tells the runner about itself beyond the SDK's {@code PluginFilter}. */
@NullMarked
package llmgateway.core.plugin;

import org.jspecify.annotations.NullMarked;
