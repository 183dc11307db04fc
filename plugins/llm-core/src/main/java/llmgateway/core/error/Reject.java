package llmgateway.core.error;

import java.util.Optional;

import llmgateway.core.http.Headers;

/**
 * A refusal, before it is written in the client's dialect.
 *
 * @param code what went wrong
 * @param status HTTP status; the code's own but where an upstream's is passed on
 * @param message for a person; holds no secret and nothing of the body but names that the
 * client wrote
 * @param param the field of the request that is at fault
 * @param headers sent with the answer, such as {@code Retry-After}
 */
public record Reject(ErrorCode code, int status, String message, Optional<String> param, Headers headers) {

    public static Reject of(ErrorCode code, String message) {
        return new Reject(code, code.status(), message, Optional.empty(), Headers.NONE);
    }

    public Reject at(String field) {
        return new Reject(this.code, this.status, this.message, Optional.of(field), this.headers);
    }

    public Reject with(String header, String value) {
        return new Reject(this.code, this.status, this.message, this.param, this.headers.with(header, value));
    }

}
