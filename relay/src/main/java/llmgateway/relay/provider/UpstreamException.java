package llmgateway.relay.provider;

import java.io.IOException;

import llmgateway.core.error.Reject;

/** A provider's answer that is not passed on, with what the client is told instead. */
public final class UpstreamException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Reject reject;

    public UpstreamException(Reject reject) {
        super(reject.message());
        this.reject = reject;
    }

    public Reject reject() {
        return this.reject;
    }

}
