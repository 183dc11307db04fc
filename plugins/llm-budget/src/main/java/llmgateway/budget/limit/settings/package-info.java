/** Reads limits from the plugin's configuration and from the file of defaults. */
@NullMarked
package llmgateway.budget.limit.settings;

import org.jspecify.annotations.NullMarked;
