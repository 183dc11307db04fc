package llmgateway.dialect.error;

import llmgateway.core.error.ErrorCode;
import llmgateway.core.error.Reject;

/**
 * The {@code type} of an Anthropic error. Sources: page "Errors" of Anthropic's API
 * documentation, read in November 2026, which has {@code invalid_request_error} for every
 * 4xx without a type of its own; {@code ErrorType} in anthropic-java 3.12.0.
 */
final class AnthropicErrorType {

    private AnthropicErrorType() {
    }

    static String of(Reject reject) {
        if (reject.code() == ErrorCode.INSUFFICIENT_QUOTA) {
            return "billing_error";
        }
        return switch (reject.status()) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> (reject.status() < 500) ? "invalid_request_error" : "api_error";
        };
    }

}
