/**
 * Ollama's chat ({@code POST /api/chat}), as a provider speaks it. Source: docs/api.md,
 * docs/openapi.yaml, docs/api/errors.mdx and api/types.go of Ollama, August 2026.
 */
@NullMarked
package llmgateway.dialect.ollamachat;

import org.jspecify.annotations.NullMarked;
