package llmgateway.dialect.request;

import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;

/**
 * Carries a refusal out of a parser; {@link CallReader} turns it into a value. Never
 * leaves the package.
 */
final class RefusedRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reject reject;

    RefusedRequest(Reject reject) {
        super(reject.code().name(), null, false, false);
        this.reject = reject;
    }

    static RefusedRequest malformed(String problem, long byteOffset) {
        return new RefusedRequest(Rejects.malformedBody(problem, byteOffset));
    }

    static RefusedRequest field(String field, String requirement) {
        return new RefusedRequest(Rejects.invalidField(field, requirement));
    }

    Reject reject() {
        return this.reject;
    }

}
