package llmgateway.simulator.anthropic;

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
 * Anthropic: keys in {@code x-api-key} or, as its clients do since October 2026, as
 * bearer token; errors with type and message.
 */
public final class AnthropicDialect implements Dialect {

    @Override
    public Optional<String> key(HttpFields headers) {
        return Optional.ofNullable(headers.get("x-api-key")).or(() -> BearerToken.of(headers));
    }

    @Override
    public ApiException missingKey() {
        return new ApiException(401, "x-api-key or Authorization header is required", Optional.empty(),
                Optional.empty());
    }

    @Override
    public ApiException wrongKey(String key) {
        return new ApiException(401, "invalid API key", Optional.empty(), Optional.empty());
    }

    @Override
    public JsonNode error(ApiException refusal) {
        ObjectNode body = Json.object().put("type", "error");
        body.putObject("error").put("type", type(refusal.status())).put("message", refusal.text());
        body.put("request_id", "req_simulator");
        return body;
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> (status >= 500) ? "api_error" : "invalid_request_error";
        };
    }

    @Override
    public Event errorEvent(ApiException refusal) {
        return Event.named("error", error(refusal));
    }

    @Override
    public String requestIdHeader() {
        return "request-id";
    }

}
