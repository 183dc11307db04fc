/** What is shipped for APISIX, at work. */
@NullMarked
package llmgateway.e2e.shipped;

import org.jspecify.annotations.NullMarked;
