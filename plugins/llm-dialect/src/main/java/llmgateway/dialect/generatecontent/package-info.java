/**
 * Google's {@code models.generateContent} and {@code models.streamGenerateContent}, whose
 * bodies are the same in the Gemini API and in Vertex AI. Sources: google-genai for
 * Python 3.3.0 of November 2026 ({@code types.py}, {@code models.py}); Gemini API
 * reference, pages "Generating content", "Thought signatures", "Function calling" and
 * "File input methods", read in November 2026.
 */
@NullMarked
package llmgateway.dialect.generatecontent;

import org.jspecify.annotations.NullMarked;
