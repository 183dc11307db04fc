package llmgateway.dialect.format;

import llmgateway.core.error.Reject;

/** A request that cannot be said in another API, with what its client is told. */
public final class UntranslatableRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reject reject;

    public UntranslatableRequest(Reject reject) {
        super(reject.message(), null, false, false);
        this.reject = reject;
    }

    public Reject reject() {
        return this.reject;
    }

}
