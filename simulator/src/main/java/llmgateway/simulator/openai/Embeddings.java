package llmgateway.simulator.openai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/embeddings}: a vector of length one made from the text alone. */
public final class Embeddings implements Endpoint {

    private static final Set<String> FIELDS = Set.of("input", "model", "dimensions", "encoding_format", "user");

    private static final Set<String> ENCODINGS = Set.of("float", "base64");

    private static final int DEFAULT_DIMENSIONS = 1536;

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        String model = request.model();
        int dimensions = (int) body.integer("dimensions", 1, 4096).orElse(DEFAULT_DIMENSIONS);
        boolean base64 = body.find("encoding_format").isPresent()
                && body.requireOneOf("encoding_format", ENCODINGS).equals("base64");
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        long tokens = 0;
        for (JsonNode input : inputs(body)) {
            tokens += input.isString() ? Words.count(input.stringValue()) : input.size();
            float[] vector = SampleVector.of(input.toString(), dimensions);
            ObjectNode embedding = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            embedding.set("embedding", base64 ? Json.string(base64(vector)) : SampleVector.numbers(vector));
        }
        list.put("model", model);
        if (!request.faults().has(Fault.NO_USAGE)) {
            list.set("usage", UsageJson.inputOnly(request.usage(tokens, 0)));
        }
        return Answer.json(list);
    }

    /** One text or list of tokens each. */
    private static List<JsonNode> inputs(Fields body) throws ApiException {
        JsonNode input = body.require("input");
        if (input.isString()) {
            return List.of(input);
        }
        List<JsonNode> elements = body.array("input");
        if (elements.isEmpty()) {
            throw ApiException.invalid("input", "'input' cannot be an empty array.");
        }
        boolean oneListOfTokens = elements.getFirst().isIntegralNumber();
        return oneListOfTokens ? List.of(input) : new ArrayList<>(elements);
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

}
