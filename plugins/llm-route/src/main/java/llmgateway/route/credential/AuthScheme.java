package llmgateway.route.credential;

import java.util.Map;
import java.util.Optional;

/** How a provider knows who calls it. */
public sealed interface AuthScheme {

    /** The schemes with a name of their own. */
    Map<String, AuthScheme> NAMED = Map.of("bearer", new InHeader("authorization", "Bearer "), "x-api-key",
            new InHeader("x-api-key", ""), "api-key", new InHeader("api-key", ""), "x-goog-api-key",
            new InHeader("x-goog-api-key", ""), "google", new GoogleToken(Optional.empty()), "none", new None());

    /** The provider wants nothing. */
    record None() implements AuthScheme {
    }

    /**
     * The provider wants its key in a header.
     *
     * @param header name of the header, in lower case
     * @param prefix what stands before the key in its value
     */
    record InHeader(String header, String prefix) implements AuthScheme {
    }

    /**
     * The provider wants requests signed as AWS has it.
     *
     * @param accessKey empty to take what AWS' own library finds
     */
    record AwsSignature(String region, String service, Optional<AwsAccessKeySource> accessKey) implements AuthScheme {
    }

    /**
     * The provider wants an access token of Google's.
     *
     * @param json where the credentials to get one with are kept; empty to take what
     * Google's library finds
     */
    record GoogleToken(Optional<KeySource> json) implements AuthScheme {
    }

    /**
     * Where the parts of an access key of AWS are kept.
     *
     * @param sessionToken beside temporary keys
     */
    record AwsAccessKeySource(KeySource id, KeySource secret, Optional<KeySource> sessionToken) {
    }

}
