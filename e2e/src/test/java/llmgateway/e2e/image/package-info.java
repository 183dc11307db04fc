/** What the container image is made of, without a container. */
@NullMarked
package llmgateway.e2e.image;

import org.jspecify.annotations.NullMarked;
