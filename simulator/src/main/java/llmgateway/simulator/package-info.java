/**
 * A provider double for the demo, for tests and for benchmarks: the wire formats of
 * OpenAI, Azure OpenAI, Anthropic and Gemini, checked strictly and answered without any
 * model.
 */
@NullMarked
package llmgateway.simulator;

import org.jspecify.annotations.NullMarked;
