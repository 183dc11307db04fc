package llmgateway.simulator.vertex;

import java.util.List;
import java.util.Optional;
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
 * {@code publishers.models.predict} of models for text embeddings, checked against the
 * Vertex AI documentation, "Text embeddings API", of November 2026.
 */
public final class PredictEmbeddings implements Endpoint {

    private static final Set<String> TASK_TYPES = Set.of("RETRIEVAL_QUERY", "RETRIEVAL_DOCUMENT", "SEMANTIC_SIMILARITY",
            "CLASSIFICATION", "CLUSTERING", "QUESTION_ANSWERING", "FACT_VERIFICATION", "CODE_RETRIEVAL_QUERY");

    private static final int MOST_INSTANCES = 250;

    private static final int DEFAULT_DIMENSIONS = 3072;

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        Fields body = request.json().only(Set.of("instances", "parameters"));
        List<Fields> instances = body.requireObjects("instances");
        if (instances.size() > MOST_INSTANCES) {
            throw ApiException.malformed("at most " + MOST_INSTANCES + " instances can be in one request");
        }
        Optional<Fields> parameters = body.object("parameters");
        int dimensions = DEFAULT_DIMENSIONS;
        if (parameters.isPresent()) {
            parameters.get().only(Set.of("autoTruncate", "outputDimensionality")).bool("autoTruncate", true);
            dimensions = (int) parameters.get()
                .integer("outputDimensionality", 1, DEFAULT_DIMENSIONS)
                .orElse(DEFAULT_DIMENSIONS);
        }
        ObjectNode answer = Json.object();
        ArrayNode predictions = answer.putArray("predictions");
        for (Fields instance : instances) {
            instance.only(Set.of("content", "task_type", "title")).oneOf("task_type", TASK_TYPES);
            String text = instance.requireString("content");
            ObjectNode embeddings = predictions.addObject().putObject("embeddings");
            embeddings.set("values", SampleVector.numbers(SampleVector.of(text, dimensions)));
            if (!request.faults().has(Fault.NO_USAGE)) {
                embeddings.putObject("statistics").put("truncated", false).put("token_count", Words.count(text));
            }
        }
        return Answer.json(answer);
    }

}
