package llmgateway.runner.management;

import org.springframework.http.HttpStatus;

/** A request to the management endpoints cannot be done. */
final class ManagementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private final String code;

    /**
     * @param code a word for programs
     * @param message a sentence for the operator
     */
    ManagementException(HttpStatus status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** The store of accounts cannot be asked now. */
    static ManagementException storeAway() {
        return new ManagementException(HttpStatus.SERVICE_UNAVAILABLE, "store_unavailable",
                "The store of accounts cannot be asked now.");
    }

    HttpStatus status() {
        return this.status;
    }

    ErrorBody body() {
        return ErrorBody.of(this.code, String.valueOf(getMessage()));
    }

}
