package llmgateway.simulator.gemini;

import java.util.Optional;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.BearerToken;
import llmgateway.simulator.api.Dialect;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.wire.Event;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google: keys in {@code x-goog-api-key} or, as Vertex AI has them, as bearer token;
 * errors with code, message and status (AIP-193).
 */
public final class GeminiDialect implements Dialect {

    @Override
    public Optional<String> key(HttpFields headers) {
        return Optional.ofNullable(headers.get("x-goog-api-key")).or(() -> BearerToken.of(headers));
    }

    @Override
    public ApiException missingKey() {
        return new ApiException(403, "Method doesn't allow unregistered callers.", Optional.empty(), Optional.empty());
    }

    @Override
    public ApiException wrongKey(String key) {
        return new ApiException(400, "API key not valid. Please pass a valid API key.", Optional.empty(),
                Optional.empty());
    }

    @Override
    public JsonNode error(ApiException refusal) {
        ObjectNode body = Json.object();
        body.putObject("error")
            .put("code", refusal.status())
            .put("message", refusal.text())
            .put("status", status(refusal.status()));
        return body;
    }

    private static String status(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> (status >= 500) ? "INTERNAL" : "INVALID_ARGUMENT";
        };
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
