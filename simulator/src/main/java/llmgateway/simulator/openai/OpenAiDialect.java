package llmgateway.simulator.openai;

import java.util.Optional;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.BearerToken;
import llmgateway.simulator.api.Dialect;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.wire.Event;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI: bearer keys, errors with message, type, param and code. */
public final class OpenAiDialect implements Dialect {

    private static final int SHOWN_BEGIN = 8;

    private static final int SHOWN_END = 4;

    @Override
    public Optional<String> key(HttpFields headers) {
        return BearerToken.of(headers);
    }

    @Override
    public ApiException missingKey() {
        return new ApiException(401,
                "You didn't provide an API key. Send it in an Authorization header: 'Authorization: Bearer KEY'.",
                Optional.empty(), Optional.empty());
    }

    /** Shows the key masked, as OpenAI does. */
    @Override
    public ApiException wrongKey(String key) {
        return new ApiException(401, "Incorrect API key provided: " + masked(key) + ".", Optional.empty(),
                Optional.of("invalid_api_key"));
    }

    private static String masked(String key) {
        int hidden = key.length() - SHOWN_BEGIN - SHOWN_END;
        if (hidden <= 0) {
            return "*".repeat(key.length());
        }
        return key.substring(0, SHOWN_BEGIN) + "*".repeat(hidden) + key.substring(key.length() - SHOWN_END);
    }

    @Override
    public JsonNode error(ApiException refusal) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        error.put("message", refusal.text());
        error.put("type", type(refusal.status()));
        error.put("param", refusal.param().orElse(null));
        error.put("code", refusal.code().orElse(null));
        return body;
    }

    private static String type(int status) {
        if (status >= 500) {
            return "server_error";
        }
        return (status == 429) ? "rate_limit_error" : "invalid_request_error";
    }

    @Override
    public Event errorEvent(ApiException refusal) {
        return Event.of(error(refusal));
    }

    @Override
    public String requestIdHeader() {
        return "x-request-id";
    }

}
