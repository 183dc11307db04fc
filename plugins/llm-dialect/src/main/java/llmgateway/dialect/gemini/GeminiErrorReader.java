package llmgateway.dialect.gemini;

import java.util.Optional;
import java.util.regex.Pattern;

import llmgateway.dialect.conversation.ProviderError;
import tools.jackson.databind.JsonNode;

/**
 * Reads a {@code google.rpc.Status}, alone or in a list (AIP-193, "Errors"). That a
 * prompt is too long is told in words only.
 */
public final class GeminiErrorReader {

    private static final Pattern TOO_LONG = Pattern.compile(
            "token count.*exceeds|exceeds the maximum number of tokens|prompt is too long|context (length|window)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern FILTERED = Pattern.compile("PROHIBITED_CONTENT|Model Armor|content policy|blocked",
            Pattern.CASE_INSENSITIVE);

    private static final int BAD_REQUEST = 400;

    private static final int FIRST_STATUS = 400;

    private static final int LAST_STATUS = 599;

    private GeminiErrorReader() {
    }

    public static ProviderError read(int status, JsonNode document) {
        JsonNode error = (document.isArray() ? document.path(0) : document).path("error");
        String message = error.path("message").asString("");
        Optional<String> code = Optional.of(error.path("status").asString("")).filter((name) -> !name.isEmpty());
        return new ProviderError(status, kind(status, message), code, message);
    }

    /** Of an error that comes in a stream and so has no status but its own. */
    public static ProviderError read(JsonNode document) {
        int status = document.path("error").path("code").asInt(0);
        return read((status >= FIRST_STATUS && status <= LAST_STATUS) ? status : 500, document);
    }

    private static ProviderError.Kind kind(int status, String message) {
        if (status == BAD_REQUEST && TOO_LONG.matcher(message).find()) {
            return ProviderError.Kind.CONTEXT_LENGTH;
        }
        return (status == BAD_REQUEST && FILTERED.matcher(message).find()) ? ProviderError.Kind.CONTENT_FILTER
                : ProviderError.Kind.OTHER;
    }

}
