package llmgateway.simulator.bedrock;

import java.util.List;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.generation.SampleVector;
import llmgateway.simulator.generation.Words;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Amazon Titan Text Embeddings V2 of floats, checked against the Amazon Bedrock User
 * Guide, "Amazon Titan Embeddings Text", of November 2026.
 */
final class TitanEmbedding implements InvokeModel.InvokedEmbedding {

    private static final Set<String> FIELDS = Set.of("inputText", "dimensions", "normalize", "embeddingTypes");

    private static final Set<Long> DIMENSIONS = Set.of(1024L, 512L, 256L);

    @Override
    public Made of(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        String text = body.requireString("inputText");
        body.bool("normalize", true);
        if (body.find("embeddingTypes").isPresent() && !body.strings("embeddingTypes").equals(List.of("float"))) {
            throw ApiException.malformed("The simulator knows embeddingTypes [\"float\"] only.");
        }
        int dimensions = InvokeModel.InvokedEmbedding
            .width(body.integer("dimensions", 1, Integer.MAX_VALUE).orElse(1024), DIMENSIONS, "dimensions");
        long tokens = request.usage(Words.count(text), 0).input();
        ArrayNode numbers = SampleVector.numbers(SampleVector.of(text, dimensions));
        ObjectNode answer = Json.object();
        answer.set("embedding", numbers);
        answer.putObject("embeddingsByType").set("float", numbers);
        if (!request.faults().has(Fault.NO_USAGE)) {
            answer.put("inputTextTokenCount", tokens);
        }
        return new Made(tokens, answer);
    }

}
