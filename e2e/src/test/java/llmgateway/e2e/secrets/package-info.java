/** Keys stay where they belong. */
@NullMarked
package llmgateway.e2e.secrets;

import org.jspecify.annotations.NullMarked;
