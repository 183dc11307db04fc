package llmgateway.simulator.cohere;

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
 * {@code POST /v2/embed} of texts as floats, checked against Cohere's API reference,
 * "Embed API (v2)", of November 2026.
 */
public final class CohereEmbed implements Endpoint {

    private static final Set<String> FIELDS = Set.of("model", "input_type", "texts", "max_tokens", "output_dimension",
            "embedding_types", "truncate", "priority");

    private static final Set<String> INPUT_TYPES = Set.of("search_document", "search_query", "classification",
            "clustering");

    private static final Set<Long> DIMENSIONS = Set.of(256L, 512L, 1024L, 1536L);

    private static final int MOST_TEXTS = 96;

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        body.requireString("model");
        body.requireOneOf("input_type", INPUT_TYPES);
        body.oneOf("truncate", Set.of("NONE", "START", "END"));
        if (!body.strings("embedding_types").equals(List.of("float"))) {
            throw ApiException.malformed("invalid request: the simulator knows embedding_types [\"float\"] only");
        }
        long dimensions = body.integer("output_dimension", 1, Integer.MAX_VALUE).orElse(1536);
        if (!DIMENSIONS.contains(dimensions)) {
            throw ApiException.malformed("invalid request: output_dimension must be 256, 512, 1024 or 1536");
        }
        List<String> texts = body.strings("texts");
        if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
            throw ApiException.malformed("invalid request: total number of texts must be from 1 to " + MOST_TEXTS);
        }
        ObjectNode answer = Json.object().put("id", request.id(""));
        ArrayNode vectors = answer.putObject("embeddings").putArray("float");
        ArrayNode echoed = answer.putArray("texts");
        long tokens = 0;
        for (String text : texts) {
            tokens += Words.count(text);
            vectors.add(SampleVector.numbers(SampleVector.of(text, (int) dimensions)));
            echoed.add(text);
        }
        ObjectNode meta = answer.putObject("meta");
        meta.putObject("api_version").put("version", "2");
        if (!request.faults().has(Fault.NO_USAGE)) {
            meta.putObject("billed_units").put("input_tokens", request.usage(tokens, 0).input());
        }
        return Answer.json(answer.put("response_type", "embeddings_by_type"));
    }

}
