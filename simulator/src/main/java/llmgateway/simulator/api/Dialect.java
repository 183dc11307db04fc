package llmgateway.simulator.api;

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

    JsonNode error(ApiException refusal);

    /** A refusal in the middle of a stream. */
    Event errorEvent(ApiException refusal);

    /** The response header that names a request. */
    String requestIdHeader();

}
