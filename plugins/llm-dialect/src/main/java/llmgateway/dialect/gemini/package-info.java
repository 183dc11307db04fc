/** What Gemini's APIs have in common. */
@NullMarked
package llmgateway.dialect.gemini;

import org.jspecify.annotations.NullMarked;
