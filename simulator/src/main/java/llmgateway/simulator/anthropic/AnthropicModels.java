package llmgateway.simulator.anthropic;

import java.util.List;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}. */
public final class AnthropicModels implements Endpoint {

    private final List<String> listed;

    /**
     * @param listed the names in the list; one that is asked for by name is always known
     */
    public AnthropicModels(List<String> listed) {
        this.listed = List.copyOf(listed);
    }

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        if (request.pathParameter().isPresent()) {
            return Answer.json(model(request.pathParameter().get()));
        }
        ObjectNode list = Json.object();
        ArrayNode data = list.putArray("data");
        this.listed.forEach((name) -> data.add(model(name)));
        list.put("has_more", false);
        list.put("first_id", this.listed.getFirst());
        list.put("last_id", this.listed.getLast());
        return Answer.json(list);
    }

    private static ObjectNode model(String name) {
        return Json.object()
            .put("type", "model")
            .put("id", name)
            .put("display_name", name)
            .put("created_at", "2026-01-01T00:00:00Z")
            .put("lifecycle", "active")
            .putNull("line")
            .putNull("max_input_tokens")
            .putNull("max_tokens")
            .putNull("capabilities")
            .putNull("deprecated_at")
            .putNull("retires_at");
    }

}
