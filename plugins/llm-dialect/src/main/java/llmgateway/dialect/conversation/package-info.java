/**
 * A chat call and its answer, whole or streamed, as no API has them and every API can be
 * read into.
 */
@NullMarked
package llmgateway.dialect.conversation;

import org.jspecify.annotations.NullMarked;
