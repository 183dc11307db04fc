/**
 * Cohere's Embed API, version 2. Source: Cohere's API reference, "Embed API (v2)", and
 * {@code EmbedByTypeResponse} of its SDKs, read in November 2026.
 */
@NullMarked
package llmgateway.dialect.cohereembed;

import org.jspecify.annotations.NullMarked;
