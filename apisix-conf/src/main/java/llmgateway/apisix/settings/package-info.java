/**
 * What the operator writes: {@code gateway.yaml}, read so that every problem names its
 * line.
 */
@NullMarked
package llmgateway.apisix.settings;

import org.jspecify.annotations.NullMarked;
