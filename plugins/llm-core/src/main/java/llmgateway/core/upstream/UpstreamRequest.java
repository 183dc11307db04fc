package llmgateway.core.upstream;

import java.net.URI;
import java.util.Optional;

import llmgateway.core.http.Headers;

/**
 * A request for one target, complete: sent as it is.
 *
 * @param target whom it is for
 * @param key the name of the key inside the headers; empty for a provider without
 * @param method in capitals
 * @param uri absolute
 * @param headers everything to send but what the HTTP client adds (Host, Content-Length);
 * holds the provider's key
 * @param body empty for none; not copied, so not to be written to
 */
public record UpstreamRequest(Target target, Optional<String> key, String method, URI uri, Headers headers,
        byte[] body) {

    public UpstreamRequest withBody(byte[] changed) {
        return new UpstreamRequest(this.target, this.key, this.method, this.uri, this.headers, changed);
    }

    @Override
    public String toString() {
        return "UpstreamRequest[" + this.target + ", " + this.method + " " + this.uri.getHost() + this.uri.getPath()
                + "]";
    }

}
