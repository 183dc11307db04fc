package llmgateway.dialect.cohere;

import java.util.Optional;
import java.util.regex.Pattern;

import llmgateway.dialect.conversation.ProviderError;
import tools.jackson.databind.JsonNode;

/** Reads an error, which has a message and nothing to tell its kind by. */
public final class CohereErrorReader {

    private static final Pattern TOO_LONG = Pattern.compile("too many tokens|context (length|window)|exceeds? .*tokens",
            Pattern.CASE_INSENSITIVE);

    private CohereErrorReader() {
    }

    public static ProviderError read(int status, JsonNode document) {
        return error(status, document.path("message").asString(""));
    }

    public static ProviderError error(int status, String message) {
        return new ProviderError(status,
                TOO_LONG.matcher(message).find() ? ProviderError.Kind.CONTEXT_LENGTH : ProviderError.Kind.OTHER,
                Optional.empty(), message);
    }

}
