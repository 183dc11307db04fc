package llmgateway.simulator.cohere;

import java.util.Optional;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.BearerToken;
import llmgateway.simulator.api.Dialect;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.wire.Event;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Cohere: bearer keys; errors with an id and a message. */
public final class CohereDialect implements Dialect {

    @Override
    public Optional<String> key(HttpFields headers) {
        return BearerToken.of(headers);
    }

    @Override
    public ApiException missingKey() {
        return new ApiException(401, "no api key supplied", Optional.empty(), Optional.empty());
    }

    @Override
    public ApiException wrongKey(String key) {
        return new ApiException(401, "invalid api token", Optional.empty(), Optional.empty());
    }

    @Override
    public JsonNode error(ApiException refusal) {
        return Json.object().put("id", "simulator").put("message", refusal.text());
    }

    /** A stream that fails ends as others do, with another reason. */
    @Override
    public Event errorEvent(ApiException refusal) {
        ObjectNode end = Json.object().put("type", "message-end");
        end.putObject("delta").put("finish_reason", "ERROR").put("error", refusal.text());
        return Event.named("message-end", end);
    }

    @Override
    public String requestIdHeader() {
        return "x-debug-trace-id";
    }

}
