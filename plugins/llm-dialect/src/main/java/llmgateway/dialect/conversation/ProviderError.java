package llmgateway.dialect.conversation;

import java.util.Optional;

/**
 * A provider's error, as it told it.
 *
 * @param status HTTP status, or the one that fits where the error came in a stream
 * @param kind what a caller may want to act on
 * @param code the provider's own word for it, such as {@code overloaded_error}
 * @param message for a person; may quote the request, and the provider's key
 */
public record ProviderError(int status, Kind kind, Optional<String> code, String message) {

    /** Errors after which another target may do better. */
    public enum Kind {

        /** The input is longer than the model's context window. */
        CONTEXT_LENGTH,

        /** The provider's filter refused the input. */
        CONTENT_FILTER,

        OTHER

    }

}
