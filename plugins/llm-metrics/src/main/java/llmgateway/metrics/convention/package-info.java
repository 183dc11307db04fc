/**
 * The words of OpenTelemetry's GenAI conventions for what the gateway knows, for metrics
 * and spans alike. Read from open-telemetry/semantic-conventions-genai at
 * 004902b8cb70aa5ae6ca4ae07132b7daabcd3e10; the conventions are still in development.
 */
@NullMarked
package llmgateway.metrics.convention;

import org.jspecify.annotations.NullMarked;
