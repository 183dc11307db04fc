/** The plugin that makes every call have a ledger entry. */
@NullMarked
package llmgateway.metrics.filter;

import org.jspecify.annotations.NullMarked;
