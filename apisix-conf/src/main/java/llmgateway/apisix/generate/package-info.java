/** Makes the APISIX objects from the settings and the catalogue. */
@NullMarked
package llmgateway.apisix.generate;

import org.jspecify.annotations.NullMarked;
