/** The three names a model has on its way: asked for, sent, answered by. */
@NullMarked
package llmgateway.core.model;

import org.jspecify.annotations.NullMarked;
