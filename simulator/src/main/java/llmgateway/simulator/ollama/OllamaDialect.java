package llmgateway.simulator.ollama;

import java.util.Optional;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.BearerToken;
import llmgateway.simulator.api.Dialect;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.wire.Event;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;

/** Ollama, as it runs in its maker's cloud: bearer keys; errors that are a text alone. */
public final class OllamaDialect implements Dialect {

    @Override
    public Optional<String> key(HttpFields headers) {
        return BearerToken.of(headers);
    }

    @Override
    public ApiException missingKey() {
        return new ApiException(401, "unauthorized", Optional.empty(), Optional.empty());
    }

    @Override
    public ApiException wrongKey(String key) {
        return missingKey();
    }

    @Override
    public JsonNode error(ApiException refusal) {
        return Json.object().put("error", refusal.text());
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
