package llmgateway.dialect.error;

import llmgateway.core.error.ErrorCode;
import llmgateway.core.error.Reject;

/**
 * The {@code x-amzn-errortype} of an error: the errors of Converse in the service model
 * {@code bedrock-runtime} 2023-09-30 in botocore of August 2026, by their HTTP status.
 */
final class BedrockErrorType {

    private BedrockErrorType() {
    }

    static String of(Reject reject) {
        if (reject.code() == ErrorCode.INSUFFICIENT_QUOTA) {
            return "ServiceQuotaExceededException";
        }
        return switch (reject.status()) {
            case 401 -> "UnrecognizedClientException";
            case 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408, 504 -> "ModelTimeoutException";
            case 429 -> "ThrottlingException";
            case 502 -> "ModelErrorException";
            case 503 -> "ServiceUnavailableException";
            default -> (reject.status() < 500) ? "ValidationException" : "InternalServerException";
        };
    }

    /** Its name in a stream, of which there are fewer. */
    static String inStream(Reject reject) {
        return switch (reject.status()) {
            case 429 -> "throttlingException";
            case 408, 502, 504 -> "modelStreamErrorException";
            case 503 -> "serviceUnavailableException";
            default -> (reject.status() < 500) ? "validationException" : "internalServerException";
        };
    }

}
