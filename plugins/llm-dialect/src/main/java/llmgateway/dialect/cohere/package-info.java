/** What Cohere's APIs have in common. */
@NullMarked
package llmgateway.dialect.cohere;

import org.jspecify.annotations.NullMarked;
