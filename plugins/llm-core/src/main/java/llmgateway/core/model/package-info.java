/** The names a model has on its way: asked for, in the catalogue, sent, answered by. */
@NullMarked
package llmgateway.core.model;

import org.jspecify.annotations.NullMarked;
