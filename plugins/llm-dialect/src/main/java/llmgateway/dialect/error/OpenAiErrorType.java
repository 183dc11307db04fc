package llmgateway.dialect.error;

import llmgateway.core.error.ErrorCode;
import llmgateway.core.error.Reject;

/**
 * The {@code type} of an OpenAI error. No list of them was found in OpenAI's
 * documentation (November 2026); these are what its API is seen to answer with, but for
 * rate limits, where it names the limit ({@code requests}, {@code tokens}).
 */
final class OpenAiErrorType {

    private OpenAiErrorType() {
    }

    static String of(Reject reject) {
        if (reject.code() == ErrorCode.INSUFFICIENT_QUOTA) {
            return "insufficient_quota";
        }
        if (reject.status() == 429) {
            return "rate_limit_error";
        }
        return (reject.status() < 500) ? "invalid_request_error" : "server_error";
    }

}
