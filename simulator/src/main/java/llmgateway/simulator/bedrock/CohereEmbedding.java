package llmgateway.simulator.bedrock;

import java.util.List;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.generation.SampleVector;
import llmgateway.simulator.generation.Words;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cohere Embed v3 and v4 of texts as floats, checked against the Amazon Bedrock User
 * Guide, "Cohere Embed v3" and "Cohere Embed v4", of November 2026.
 */
final class CohereEmbedding implements InvokeModel.InvokedEmbedding {

    private static final Set<String> FIELDS_V3 = Set.of("texts", "input_type", "truncate", "embedding_types");

    private static final Set<String> FIELDS_V4 = Set.of("texts", "input_type", "truncate", "embedding_types",
            "output_dimension", "max_tokens");

    private static final Set<String> INPUT_TYPES = Set.of("search_document", "search_query", "classification",
            "clustering");

    private static final Set<Long> DIMENSIONS = Set.of(256L, 512L, 1024L, 1536L);

    private static final int MOST_TEXTS = 96;

    @Override
    public Made of(ApiRequest request) throws ApiException {
        boolean third = request.model().contains("-v3");
        Fields body = request.json().only(third ? FIELDS_V3 : FIELDS_V4);
        body.requireOneOf("input_type", INPUT_TYPES);
        body.oneOf("truncate", third ? Set.of("NONE", "START", "END") : Set.of("NONE", "LEFT", "RIGHT"));
        if (!body.strings("embedding_types").equals(List.of("float"))) {
            throw ApiException.malformed("The simulator knows embedding_types [\"float\"] only.");
        }
        int dimensions = third ? 1024 : InvokeModel.InvokedEmbedding
            .width(body.integer("output_dimension", 1, Integer.MAX_VALUE).orElse(1536), DIMENSIONS, "output_dimension");
        List<String> texts = body.strings("texts");
        if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
            throw ApiException.malformed("Malformed input request: #/texts: expected 1 to " + MOST_TEXTS + " items.");
        }
        ObjectNode answer = Json.object().put("id", request.id("")).put("response_type", "embeddings_by_type");
        ArrayNode vectors = answer.putObject("embeddings").putArray("float");
        ArrayNode echoed = answer.putArray("texts");
        long tokens = 0;
        for (String text : texts) {
            tokens += Words.count(text);
            vectors.add(SampleVector.numbers(SampleVector.of(text, dimensions)));
            echoed.add(text);
        }
        return new Made(request.usage(tokens, 0).input(), answer);
    }

}
