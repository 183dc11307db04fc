package llmgateway.simulator.ollama;

import java.util.List;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.generation.SampleVector;
import llmgateway.simulator.generation.Words;
import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /api/embed}, checked against Ollama's docs, "Generate embeddings", of
 * November 2026.
 */
public final class OllamaEmbed implements Endpoint {

    private static final Set<String> FIELDS = Set.of("model", "input", "truncate", "dimensions", "keep_alive",
            "options");

    private static final int MOST_DIMENSIONS = 768;

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        String model = body.requireString("model");
        body.bool("truncate", true);
        int dimensions = (int) body.integer("dimensions", 1, MOST_DIMENSIONS).orElse(MOST_DIMENSIONS);
        List<String> inputs = body.require("input").isString() ? List.of(body.requireString("input"))
                : body.strings("input");
        ObjectNode answer = Json.object().put("model", model);
        ArrayNode vectors = answer.putArray("embeddings");
        long tokens = 0;
        for (String input : inputs) {
            tokens += Words.count(input);
            vectors.add(SampleVector.numbers(SampleVector.of(input, dimensions)));
        }
        answer.put("total_duration", 14_143_917).put("load_duration", 1_019_500);
        if (!request.faults().has(Fault.NO_USAGE)) {
            answer.put("prompt_eval_count", request.usage(tokens, 0).input());
        }
        return Answer.json(answer);
    }

}
