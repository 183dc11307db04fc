package llmgateway.dialect.request;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.http.Headers;

/** Reads a call from its request. Thread-safe. */
public final class CallReader {

    private final RequestLimits limits;

    public CallReader(RequestLimits limits) {
        this.limits = limits;
    }

    /**
     * @param body as received; kept by the reading and not copied, so not to be written
     * to
     */
    public CallReading read(CallId id, Caller caller, EndpointMatcher.Match.Found found, Headers headers, byte[] body) {
        throw new UnsupportedOperationException("reads nothing yet, under " + this.limits);
    }

}
