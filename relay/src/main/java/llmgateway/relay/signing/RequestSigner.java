package llmgateway.relay.signing;

import java.net.URI;

import llmgateway.core.http.Headers;

/** Proves to a provider who sends a request. Thread-safe. */
@FunctionalInterface
public interface RequestSigner {

    /**
     * The headers with the proof among them, which holds for this very request and a few
     * minutes.
     * @param headers without those that the HTTP client writes itself
     * @param body not changed
     */
    Headers sign(String method, URI uri, Headers headers, byte[] body);

}
