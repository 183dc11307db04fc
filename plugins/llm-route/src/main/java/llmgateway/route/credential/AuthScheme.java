package llmgateway.route.credential;

import java.util.Map;

/** How a provider wants its key. */
public sealed interface AuthScheme {

    /** The schemes with a name of their own. */
    Map<String, AuthScheme> NAMED = Map.of("bearer", new InHeader("authorization", "Bearer "), "x-api-key",
            new InHeader("x-api-key", ""), "api-key", new InHeader("api-key", ""), "x-goog-api-key",
            new InHeader("x-goog-api-key", ""), "none", new None());

    /** The provider wants none. */
    record None() implements AuthScheme {
    }

    /**
     * The provider wants it in a header.
     *
     * @param header name of the header, in lower case
     * @param prefix what stands before the key in its value
     */
    record InHeader(String header, String prefix) implements AuthScheme {
    }

}
