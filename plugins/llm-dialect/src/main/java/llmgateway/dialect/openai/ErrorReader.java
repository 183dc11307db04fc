package llmgateway.dialect.openai;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import llmgateway.dialect.conversation.ProviderError;
import tools.jackson.databind.JsonNode;

/**
 * Reads the errors of OpenAI and of those who imitate it. Sources, read in November 2026:
 * {@code Error} and {@code ResponseErrorCode} in OpenAI's OpenAPI description 2.3.0;
 * Azure OpenAI, "Content filtering" ({@code innererror}); OpenRouter, "Errors and
 * Debugging" (numeric {@code code}, {@code metadata.reasons}); Mistral and vLLM (no
 * {@code error} around it); FastAPI ({@code detail}).
 */
public final class ErrorReader {

    /** Where an error in a stream does not tell its status. */
    private static final int UNTOLD = 500;

    private static final Set<String> CONTENT_FILTER_CODES = Set.of("content_filter", "content_policy_violation",
            "responsibleaipolicyviolation", "bio_policy", "image_content_policy_violation", "moderation_blocked");

    private static final List<String> CONTEXT_LENGTH_WORDS = List.of("context_length", "maximum context length",
            "context window", "context length", "maximum model length", "prompt is too long",
            "too large for model with");

    private ErrorReader() {
    }

    /**
     * @param status 400 to 599
     * @param document the body; missing if it is no JSON
     */
    public static ProviderError read(int status, JsonNode document) {
        JsonNode error = document.hasNonNull("error") ? document.path("error") : document;
        Optional<String> code = code(error);
        String message = message(error);
        return new ProviderError(status, kind(error, message), code,
                message.isEmpty() ? "The provider answered with status " + status + "." : message);
    }

    /**
     * @param error as it stands in an event
     */
    public static ProviderError inStream(JsonNode error) {
        JsonNode code = error.path("code");
        int told = code.asInt(error.path("status_code").asInt(0));
        return read((told >= 400 && told < 600) ? told : statusOf(error), error);
    }

    private static int statusOf(JsonNode error) {
        if (kind(error, message(error)) != ProviderError.Kind.OTHER) {
            return 400;
        }
        for (String word : words(error).toList()) {
            switch (word) {
                case "rate_limit_exceeded", "insufficient_quota", "rate_limit_error" -> {
                    return 429;
                }
                case "invalid_request_error", "invalid_prompt" -> {
                    return 400;
                }
                case "overloaded", "overloaded_error", "service_unavailable" -> {
                    return 503;
                }
                default -> {
                    // Says nothing of a status.
                }
            }
        }
        return UNTOLD;
    }

    private static Optional<String> code(JsonNode error) {
        return words(error).findFirst();
    }

    /** The provider's words for the error, the most special first. */
    private static Stream<String> words(JsonNode error) {
        return Stream
            .of(error.path("innererror").path("code"), error.path("code"), error.path("type"), error.path("status"))
            .filter(JsonNode::isString)
            .map(JsonNode::stringValue)
            .filter((word) -> !word.isEmpty());
    }

    private static String message(JsonNode error) {
        return Stream.of(error, error.path("message"), error.path("detail"))
            .filter(JsonNode::isString)
            .map(JsonNode::stringValue)
            .filter((text) -> !text.isEmpty())
            .findFirst()
            .orElseGet(() -> error.path("detail").isMissingNode() ? "" : error.path("detail").toString());
    }

    private static ProviderError.Kind kind(JsonNode error, String message) {
        List<String> words = words(error).map((word) -> word.toLowerCase(Locale.ROOT)).toList();
        if (words.stream().anyMatch(CONTENT_FILTER_CODES::contains)
                || error.path("metadata").path("reasons").isArray()) {
            return ProviderError.Kind.CONTENT_FILTER;
        }
        String text = message.toLowerCase(Locale.ROOT);
        if (words.contains("context_length_exceeded") || CONTEXT_LENGTH_WORDS.stream().anyMatch(text::contains)) {
            return ProviderError.Kind.CONTEXT_LENGTH;
        }
        return ProviderError.Kind.OTHER;
    }

}
