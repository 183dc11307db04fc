/** How Google lets programs in: service accounts and access tokens. */
@NullMarked
package llmgateway.simulator.google;

import org.jspecify.annotations.NullMarked;
