/**
 * An HTTP/1.1 server for blocking code: strict parsing, a virtual thread a request,
 * answers written as they come. What the relay's listener and the front door share.
 */
@NullMarked
package llmgateway.runner.http;

import org.jspecify.annotations.NullMarked;
