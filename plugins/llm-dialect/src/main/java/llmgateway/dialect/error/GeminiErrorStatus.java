package llmgateway.dialect.error;

import llmgateway.core.error.Reject;

/**
 * The {@code status} of a Google API's error: the name of a {@code google.rpc.Code}.
 * Source: the mapping to HTTP in google/rpc/code.proto of googleapis, read in November
 * 2026.
 */
final class GeminiErrorStatus {

    private GeminiErrorStatus() {
    }

    static String of(Reject reject) {
        return switch (reject.status()) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 501 -> "UNIMPLEMENTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> (reject.status() < 500) ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }

}
