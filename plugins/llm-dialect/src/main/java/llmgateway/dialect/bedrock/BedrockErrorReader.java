package llmgateway.dialect.bedrock;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import llmgateway.dialect.conversation.ProviderError;
import tools.jackson.databind.JsonNode;

/** Reads an error; its kind is told by words alone. */
public final class BedrockErrorReader {

    /** Models behind Bedrock have each their own words. */
    private static final List<String> CONTEXT_LENGTH = List.of("input is too long", "prompt is too long",
            "exceed context limit", "maximum context length", "context window", "too many input tokens");

    private static final List<String> CONTENT_FILTER = List.of("content filter", "content moderation");

    private BedrockErrorReader() {
    }

    public static ProviderError read(int status, JsonNode document) {
        String type = document.path("__type").asString("");
        return error(status, Optional.of(type.substring(type.indexOf('#') + 1)).filter((code) -> !code.isEmpty()),
                document.path("message").asString(document.path("Message").asString("")));
    }

    /**
     * @param exception its name in the stream, such as {@code throttlingException}
     */
    public static ProviderError inStream(String exception, String message) {
        return error(status(exception), Optional.of(exception), message);
    }

    private static ProviderError error(int status, Optional<String> code, String message) {
        String words = message.toLowerCase(Locale.ROOT);
        ProviderError.Kind kind = ProviderError.Kind.OTHER;
        if (CONTEXT_LENGTH.stream().anyMatch(words::contains)) {
            kind = ProviderError.Kind.CONTEXT_LENGTH;
        }
        else if (CONTENT_FILTER.stream().anyMatch(words::contains)) {
            kind = ProviderError.Kind.CONTENT_FILTER;
        }
        return new ProviderError(status, kind, code, message);
    }

    private static int status(String exception) {
        return switch (exception) {
            case "validationException" -> 400;
            case "throttlingException" -> 429;
            case "modelTimeoutException" -> 408;
            case "modelStreamErrorException" -> 424;
            case "serviceUnavailableException" -> 503;
            default -> 500;
        };
    }

}
