package llmgateway.simulator.openai;

import java.util.List;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}. */
public final class OpenAiModels implements Endpoint {

    private final List<String> listed;

    /**
     * @param listed the names in the list; one that is asked for by name is always known
     */
    public OpenAiModels(List<String> listed) {
        this.listed = List.copyOf(listed);
    }

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        if (request.pathParameter().isPresent()) {
            return Answer.json(model(request.pathParameter().get()));
        }
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        this.listed.forEach((name) -> data.add(model(name)));
        return Answer.json(list);
    }

    private static ObjectNode model(String name) {
        return Json.object()
            .put("id", name)
            .put("object", "model")
            .put("created", Json.CREATED)
            .put("owned_by", "simulator");
    }

}
