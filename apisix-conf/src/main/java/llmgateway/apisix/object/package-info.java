/** APISIX objects, and the folder of files they stand in. */
@NullMarked
package llmgateway.apisix.object;

import org.jspecify.annotations.NullMarked;
