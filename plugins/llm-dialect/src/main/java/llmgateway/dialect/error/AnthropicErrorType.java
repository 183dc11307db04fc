package llmgateway.dialect.error;

import llmgateway.core.error.ErrorCode;
import llmgateway.core.error.Reject;

/**
 * The {@code type} of an Anthropic error. Source: "Errors" in Anthropic's API reference,
 * November 2026; {@code invalid_request_error} is documented for every 4xx without a type
 * of its own.
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
