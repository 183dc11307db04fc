package llmgateway.dialect.messages;

import java.util.Optional;

import llmgateway.dialect.conversation.ProviderError;
import tools.jackson.databind.JsonNode;

/**
 * Reads an error, which looks the same as a document and in a stream. What it is about is
 * told by words alone.
 */
final class MessagesErrorReader {

    private MessagesErrorReader() {
    }

    static ProviderError read(int status, JsonNode document) {
        JsonNode error = document.path("error");
        String message = error.path("message").asString("");
        Optional<String> code = error.path("type").isString() ? Optional.of(error.path("type").stringValue())
                : Optional.empty();
        return new ProviderError(status, kind(status, message), code, message);
    }

    static ProviderError inStream(JsonNode event) {
        return read(status(event.path("error").path("type").asString("")), event);
    }

    private static ProviderError.Kind kind(int status, String message) {
        if (status == 413 || message.startsWith("prompt is too long") || message.contains("exceed context limit")
                || message.contains("exceeds the context window")) {
            return ProviderError.Kind.CONTEXT_LENGTH;
        }
        return message.contains("content filtering policy") ? ProviderError.Kind.CONTENT_FILTER
                : ProviderError.Kind.OTHER;
    }

    private static int status(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "conflict_error" -> 409;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 500;
        };
    }

}
