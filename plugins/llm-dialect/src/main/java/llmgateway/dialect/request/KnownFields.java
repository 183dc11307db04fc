package llmgateway.dialect.request;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.core.call.Endpoint;

/** Fields of request bodies that mean something to the gateway, JSON and form alike. */
final class KnownFields {

    static final String MODEL = "model";

    static final String STREAM = "stream";

    static final String STREAM_OPTIONS = "stream_options";

    static final String INCLUDE_USAGE = "include_usage";

    static final String SERVICE_TIER = "service_tier";

    static final String USER = "user";

    static final String SAFETY_IDENTIFIER = "safety_identifier";

    static final String METADATA = "metadata";

    /** What Vertex AI calls metadata. */
    static final String LABELS = "labels";

    static final String CAMEL_CASE_SERVICE_TIER = "serviceTier";

    /** Checked on every endpoint, so that no reader behind the gateway takes nonsense. */
    static final Set<String> OUTPUT_LIMITS = Set.of("max_tokens", "max_completion_tokens", "max_output_tokens",
            "max_tokens_to_sample");

    static final Set<String> CHOICES = Set.of("n", "best_of");

    /** Another proxy behind this one might obey them. */
    static final Set<String> REFUSED = Set.of("api_base", "base_url", "api_key");

    private static final Set<String> ALL = Stream
        .of(Set.of(MODEL, STREAM, STREAM_OPTIONS, INCLUDE_USAGE, SERVICE_TIER), OUTPUT_LIMITS, CHOICES, REFUSED)
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());

    private KnownFields() {
    }

    /**
     * Some providers' readers, such as Go's, compare keys without case: they would take
     * {@code "MODEL"} for the model after another one was priced.
     * @throws RefusedRequest if the key is a known field in another case
     */
    static void requireOwnCase(String key) {
        // By way of capitals, so that the long s and the Kelvin sign fold too.
        String folded = key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        if (!folded.equals(key) && ALL.contains(folded)) {
            throw RefusedRequest.field(folded, "must be written in lower case");
        }
    }

    /** Whether the endpoint's providers obey an output limit of that name. */
    static boolean limitsOutputOf(Endpoint endpoint, String field) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> field.equals("max_tokens") || field.equals("max_completion_tokens");
            case COMPLETIONS, MESSAGES -> field.equals("max_tokens");
            case RESPONSES -> field.equals("max_output_tokens");
            default -> false;
        };
    }

}
