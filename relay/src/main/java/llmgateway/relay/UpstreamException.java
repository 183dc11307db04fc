package llmgateway.relay;

import java.io.IOException;

import llmgateway.core.error.Reject;

/** A provider's answer that is not passed on, with what the client is told instead. */
final class UpstreamException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Reject reject;

    UpstreamException(Reject reject) {
        super(reject.message());
        this.reject = reject;
    }

    Reject reject() {
        return this.reject;
    }

}
