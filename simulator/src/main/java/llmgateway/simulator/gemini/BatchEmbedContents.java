package llmgateway.simulator.gemini;

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
 * {@code models.batchEmbedContents}, checked against the Gemini API reference,
 * "Embeddings", of November 2026.
 */
public final class BatchEmbedContents implements Endpoint {

    private static final Set<String> FIELDS = Set.of("model", "content", "taskType", "title", "outputDimensionality");

    private static final Set<String> TASK_TYPES = Set.of("RETRIEVAL_QUERY", "RETRIEVAL_DOCUMENT", "SEMANTIC_SIMILARITY",
            "CLASSIFICATION", "CLUSTERING", "QUESTION_ANSWERING", "FACT_VERIFICATION", "CODE_RETRIEVAL_QUERY");

    private static final int MOST_REQUESTS = 100;

    private static final int DEFAULT_DIMENSIONS = 3072;

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        List<Fields> requests = request.json().only(Set.of("requests")).requireObjects("requests");
        if (requests.size() > MOST_REQUESTS) {
            throw ApiException.malformed("at most " + MOST_REQUESTS + " requests can be in one batch");
        }
        ObjectNode answer = Json.object();
        ArrayNode embeddings = answer.putArray("embeddings");
        long tokens = 0;
        for (Fields one : requests) {
            one.only(FIELDS).oneOf("taskType", TASK_TYPES);
            if (!one.requireString("model").equals("models/" + request.model())) {
                throw ApiException.malformed("the model of a request must be that of the batch");
            }
            int dimensions = (int) one.integer("outputDimensionality", 1, DEFAULT_DIMENSIONS)
                .orElse(DEFAULT_DIMENSIONS);
            StringBuilder text = new StringBuilder();
            for (Fields part : one.requireObject("content").only(Set.of("role", "parts")).requireObjects("parts")) {
                text.append(part.only(Set.of("text")).requireString("text"));
            }
            tokens += Words.count(text.toString());
            embeddings.addObject().set("values", SampleVector.numbers(SampleVector.of(text.toString(), dimensions)));
        }
        if (!request.faults().has(Fault.NO_USAGE)) {
            answer.putObject("usageMetadata").put("promptTokenCount", request.usage(tokens, 0).input());
        }
        return Answer.json(answer);
    }

}
