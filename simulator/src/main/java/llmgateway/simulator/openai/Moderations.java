package llmgateway.simulator.openai;

import java.util.List;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/moderations}: finds nothing wrong. */
public final class Moderations implements Endpoint {

    private static final Set<String> FIELDS = Set.of("input", "model");

    private static final List<String> CATEGORIES = List.of("harassment", "harassment/threatening", "hate",
            "hate/threatening", "illicit", "illicit/violent", "self-harm", "self-harm/instructions", "self-harm/intent",
            "sexual", "sexual/minors", "violence", "violence/graphic");

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        JsonNode input = body.require("input");
        boolean listOfTexts = input.isArray() && !input.isEmpty() && input.get(0).isString();
        ObjectNode moderation = Json.object()
            .put("id", request.id("modr-"))
            .put("model", body.string("model").orElse("omni-moderation-latest"));
        ArrayNode results = moderation.putArray("results");
        for (int i = 0; i < (listOfTexts ? input.size() : 1); i++) {
            addResult(results);
        }
        return Answer.json(moderation);
    }

    private static void addResult(ArrayNode results) {
        ObjectNode result = results.addObject().put("flagged", false);
        ObjectNode categories = result.putObject("categories");
        ObjectNode scores = result.putObject("category_scores");
        ObjectNode inputTypes = result.putObject("category_applied_input_types");
        for (String category : CATEGORIES) {
            categories.put(category, false);
            scores.put(category, 0.001);
            inputTypes.putArray(category).add("text");
        }
    }

}
