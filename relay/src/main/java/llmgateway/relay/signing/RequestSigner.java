package llmgateway.relay.signing;

import llmgateway.core.http.Headers;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.relay.provider.UpstreamException;

/** Proves to a provider who sends a request. Thread-safe. */
@FunctionalInterface
public interface RequestSigner {

    /** For providers that all know their callers by a key. */
    RequestSigner NONE = (request) -> Headers.NONE;

    /**
     * The headers that prove it, for this very request and a few minutes; none where the
     * request has no credentials. May block, but only for a bounded time.
     * @throws UpstreamException if the credentials could not be got
     */
    Headers proof(UpstreamRequest request) throws UpstreamException;

}
