/** Values that must never be printed. */
@NullMarked
package llmgateway.core.secret;

import org.jspecify.annotations.NullMarked;
