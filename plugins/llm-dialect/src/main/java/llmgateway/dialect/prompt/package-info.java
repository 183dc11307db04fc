/**
 * Telling what of a body a provider will count as input: one reader a family of
 * endpoints, each a single pass over bytes that have been checked before.
 */
@NullMarked
package llmgateway.dialect.prompt;

import org.jspecify.annotations.NullMarked;
