/** Where calls go: targets, the request for a target, and how an attempt ended. */
@NullMarked
package llmgateway.core.upstream;

import org.jspecify.annotations.NullMarked;
