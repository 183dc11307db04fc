package llmgateway.simulator.openai;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.generation.Words;
import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/rerank}, in the format that Jina and vLLM share: a document scores the
 * share of the query's words that it has.
 */
public final class Rerank implements Endpoint {

    private static final Set<String> FIELDS = Set.of("model", "query", "documents", "top_n", "return_documents");

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        String model = request.model();
        String query = body.requireString("query");
        List<Scored> scored = new ArrayList<>();
        long tokens = Words.count(query);
        body.require("documents");
        for (JsonNode document : body.array("documents")) {
            String text = document.isString() ? document.stringValue() : document.path("text").asString("");
            scored.add(new Scored(scored.size(), text, score(query, text)));
            tokens += Words.count(text);
        }
        long shown = body.integer("top_n", 1, Integer.MAX_VALUE).orElse(scored.size());
        boolean returnDocuments = body.bool("return_documents", true);
        ObjectNode reranking = Json.object().put("id", request.id("rerank-")).put("model", model);
        ArrayNode results = reranking.putArray("results");
        scored.stream().sorted(Comparator.comparingDouble(Scored::score).reversed()).limit(shown).forEach((best) -> {
            ObjectNode result = results.addObject().put("index", best.index()).put("relevance_score", best.score());
            if (returnDocuments) {
                result.putObject("document").put("text", best.text());
            }
        });
        if (!request.faults().has(Fault.NO_USAGE)) {
            reranking.set("usage", UsageJson.inputOnly(request.usage(tokens, 0)));
        }
        return Answer.json(reranking);
    }

    private record Scored(int index, String text, double score) {
    }

    private static double score(String query, String text) {
        List<String> asked = Arrays.asList(query.strip().split("\\s+"));
        Set<String> found = new HashSet<>(Arrays.asList(text.strip().split("\\s+")));
        return (double) asked.stream().filter(found::contains).count() / asked.size();
    }

}
