/**
 * YAML and JSON documents read so that every problem can name its file, line and field.
 */
@NullMarked
package llmgateway.document;

import org.jspecify.annotations.NullMarked;
