package llmgateway.simulator.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import llmgateway.simulator.wire.Event;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;

/**
 * What the endpoints of one provider have in common: how it authenticates and refuses.
 */
public interface Dialect {

    /** The key a request was sent with, empty for none. */
    Optional<String> key(HttpFields headers);

    ApiException missingKey();

    ApiException wrongKey(String key);

    /**
     * Why the request's signature does not hold; empty if it does, or for a dialect that
     * knows none.
     * @param secret that belongs to the key
     */
    default Optional<ApiException> signatureProblem(SignedRequest request, String secret, Instant now) {
        return Optional.empty();
    }

    JsonNode error(ApiException refusal);

    /** What the head of a refusal says about it, by header. */
    default Map<String, String> errorHeaders(ApiException refusal) {
        return Map.of();
    }

    /** A refusal in the middle of a stream. */
    Event errorEvent(ApiException refusal);

    /** The response header that names a request. */
    String requestIdHeader();

}
