/** What calls use, in the units that providers bill. */
@NullMarked
package llmgateway.core.usage;

import org.jspecify.annotations.NullMarked;
