/** APISIX's Admin API. */
@NullMarked
package llmgateway.apisix.admin;

import org.jspecify.annotations.NullMarked;
