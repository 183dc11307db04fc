/** OpenAI's Responses (OpenAPI description 2.3.0 of August 2026). */
@NullMarked
package llmgateway.dialect.responses;

import org.jspecify.annotations.NullMarked;
