package llmgateway.core.upstream;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;

/**
 * A request for one target, complete: sent as it is.
 *
 * @param target whom it is for
 * @param endpoint what the provider is called with; the client may have called another
 * @param key the name of the key inside the headers; empty for a provider without
 * @param method in capitals
 * @param uri absolute
 * @param headers everything to send but what the HTTP client adds (Host, Content-Length);
 * holds the provider's key
 * @param credentials proven just before the request is sent; empty where the headers say
 * all
 * @param body empty for none; not copied, so not to be written to
 * @param usageChunk what to do with the stream's usage chunk
 * @param dropped what the client asked for and the provider is not asked for, by the
 * names in the documentation
 */
public record UpstreamRequest(Target target, Endpoint endpoint, Optional<String> key, String method, URI uri,
        Headers headers, Optional<CloudCredentials> credentials, byte[] body, UsageChunk usageChunk,
        List<String> dropped) {

    public UpstreamRequest {
        dropped = List.copyOf(dropped);
    }

    /** A request whose headers say who sends it. */
    public UpstreamRequest(Target target, Endpoint endpoint, Optional<String> key, String method, URI uri,
            Headers headers, byte[] body, UsageChunk usageChunk, List<String> dropped) {
        this(target, endpoint, key, method, uri, headers, Optional.empty(), body, usageChunk, dropped);
    }

    /** The same with further headers, each in place of any of its name. */
    public UpstreamRequest with(Headers further) {
        Headers all = this.headers;
        for (Header line : further.lines()) {
            all = all.with(line.name(), line.value());
        }
        return new UpstreamRequest(this.target, this.endpoint, this.key, this.method, this.uri, all, this.credentials,
                this.body, this.usageChunk, this.dropped);
    }

    @Override
    public String toString() {
        return "UpstreamRequest[" + this.target + ", " + this.method + " " + this.uri.getHost() + this.uri.getPath()
                + "]";
    }

    /**
     * Whether a client sees the last chunk of an OpenAI stream, which holds the usage and
     * {@code "choices": []}.
     */
    public enum UsageChunk {

        PASSED_ON,

        /** The gateway asked for it, and not the client. */
        HIDDEN

    }

}
