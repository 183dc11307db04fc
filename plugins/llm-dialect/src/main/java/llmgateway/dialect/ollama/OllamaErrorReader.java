package llmgateway.dialect.ollama;

import java.util.Optional;
import java.util.regex.Pattern;

import llmgateway.dialect.conversation.ProviderError;
import tools.jackson.databind.JsonNode;

/** Reads an error, which is a text and nothing more. */
public final class OllamaErrorReader {

    private static final Pattern TOO_LONG = Pattern.compile("context (length|window)|prompt too long|input length",
            Pattern.CASE_INSENSITIVE);

    private OllamaErrorReader() {
    }

    public static ProviderError read(int status, JsonNode document) {
        String message = document.path("error").asString("");
        return new ProviderError(status,
                TOO_LONG.matcher(message).find() ? ProviderError.Kind.CONTEXT_LENGTH : ProviderError.Kind.OTHER,
                Optional.empty(), message);
    }

}
