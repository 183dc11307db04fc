/** Which providers and models there are: a file's words as immutable values. */
@NullMarked
package llmgateway.route.catalogue;

import org.jspecify.annotations.NullMarked;
