/**
 * AWS' binary framing of events, as gateways write it:
 * {@code application/vnd.amazon.eventstream} (Amazon S3 API reference, "Event stream
 * encoding", read in November 2026).
 */
@NullMarked
package llmgateway.dialect.eventstream;

import org.jspecify.annotations.NullMarked;
