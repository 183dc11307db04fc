/**
 * Converse and ConverseStream of Amazon Bedrock, as clients and as providers. Sources:
 * the service model {@code bedrock-runtime} 2023-09-30 in botocore of August 2026; Amazon
 * Bedrock user guide, "Converse API", "Prompt caching" and "Adaptive thinking", read in
 * November 2026.
 */
@NullMarked
package llmgateway.dialect.converse;

import org.jspecify.annotations.NullMarked;
