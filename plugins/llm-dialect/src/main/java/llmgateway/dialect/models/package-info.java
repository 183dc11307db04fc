/** The models endpoints' answers. */
@NullMarked
package llmgateway.dialect.models;

import org.jspecify.annotations.NullMarked;
