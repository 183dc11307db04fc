package llmgateway.core.error;

/**
 * What can go wrong for a client, with its HTTP status; the wire name is the code in
 * lower case.
 */
public enum ErrorCode {

    INVALID_REQUEST_ERROR(400), CONTEXT_LENGTH_EXCEEDED(400), CONTENT_FILTER(400), AUTHENTICATION_ERROR(401),
    MODEL_NOT_ALLOWED(403), MODEL_NOT_FOUND(404), ENDPOINT_NOT_FOUND(404), METHOD_NOT_ALLOWED(405),
    REQUEST_TOO_LARGE(413), UNSUPPORTED_ENCODING(415), RATE_LIMIT_EXCEEDED(429), INSUFFICIENT_QUOTA(429),
    GATEWAY_MISCONFIGURED(500), INTERNAL_ERROR(500), UPSTREAM_ERROR(502), BUDGET_UNAVAILABLE(503),
    PROVIDER_UNAVAILABLE(503), GATEWAY_TIMEOUT(503), GATEWAY_BUSY(503), UPSTREAM_TIMEOUT(504);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    public int status() {
        return this.status;
    }

}
