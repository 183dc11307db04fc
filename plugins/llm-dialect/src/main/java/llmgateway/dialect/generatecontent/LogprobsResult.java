package llmgateway.dialect.generatecontent;

import java.util.ArrayList;
import java.util.List;

import llmgateway.dialect.conversation.TokenLogprob;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code logprobsResult}: tokens in one list, their alternatives in another. */
final class LogprobsResult {

    private LogprobsResult() {
    }

    static List<TokenLogprob> read(JsonNode result) {
        List<TokenLogprob> tokens = new ArrayList<>();
        JsonNode chosen = result.path("chosenCandidates");
        for (int i = 0; i < chosen.size(); i++) {
            List<TokenLogprob> alternatives = new ArrayList<>();
            result.path("topCandidates")
                .path(i)
                .path("candidates")
                .forEach((candidate) -> alternatives.add(token(candidate, List.of())));
            tokens.add(token(chosen.get(i), alternatives));
        }
        return tokens;
    }

    private static TokenLogprob token(JsonNode candidate, List<TokenLogprob> alternatives) {
        return new TokenLogprob(candidate.path("token").asString(""), candidate.path("logProbability").asDouble(0),
                alternatives);
    }

    static ObjectNode write(List<TokenLogprob> tokens) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode top = result.putArray("topCandidates");
        ArrayNode chosen = result.putArray("chosenCandidates");
        for (TokenLogprob token : tokens) {
            write(token, chosen);
            ArrayNode candidates = top.addObject().putArray("candidates");
            token.alternatives().forEach((alternative) -> write(alternative, candidates));
        }
        return result;
    }

    private static void write(TokenLogprob token, ArrayNode candidates) {
        candidates.addObject().put("token", token.token()).put("logProbability", token.logprob());
    }

}
