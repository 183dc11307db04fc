package llmgateway.relay.provider;

import java.net.URI;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** A request to a provider that knows whether any of it may have been sent. */
public final class ProviderRequest extends HttpUriRequestBase {

    private static final long serialVersionUID = 1L;

    private volatile boolean sending;

    public ProviderRequest(String method, URI uri) {
        super(method, uri);
    }

    /** The connection stands, and the first byte is about to be written. */
    public void beginSending() {
        this.sending = true;
    }

    /** False as long as the provider cannot have seen anything of the request. */
    public boolean mayHaveBeenSent() {
        return this.sending;
    }

}
