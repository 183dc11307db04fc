package llmgateway.simulator.anthropic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.Fields;

/** Checks that calls of tools and their results follow each other. */
final class Turns {

    private Turns() {
    }

    /**
     * @return whether the last message has results of tools
     */
    static boolean check(List<Fields> messages, Thinking thinking) throws ApiException {
        Set<String> open = Set.of();
        List<String> kindsBefore = List.of();
        boolean hasResults = false;
        for (Fields message : messages) {
            List<Fields> blocks = message.require("content").isArray() ? message.objects("content") : List.of();
            if (message.requireString("role").equals("system")) {
                continue;
            }
            Set<String> results = ids(blocks, "tool_result", "tool_use_id");
            if (!results.equals(open)) {
                throw ApiException
                    .malformed("messages: `tool_use` ids were found without `tool_result` blocks immediately after");
            }
            hasResults = !results.isEmpty();
            open = ids(blocks, "tool_use", "id");
            kindsBefore = hasResults ? kindsBefore : List.of();
            if (message.requireString("role").equals("assistant")) {
                kindsBefore = kinds(blocks);
            }
        }
        if (hasResults) {
            thinking.checkTurnBeforeResults(kindsBefore);
        }
        return hasResults;
    }

    private static Set<String> ids(List<Fields> blocks, String kind, String field) throws ApiException {
        Set<String> ids = new HashSet<>();
        for (Fields block : blocks) {
            if (block.requireString("type").equals(kind) && !ids.add(block.requireString(field))) {
                throw ApiException.malformed("messages: `" + kind + "` ids must be unique");
            }
        }
        return ids;
    }

    private static List<String> kinds(List<Fields> blocks) throws ApiException {
        List<String> kinds = new ArrayList<>();
        for (Fields block : blocks) {
            kinds.add(block.requireString("type"));
        }
        return kinds;
    }

}
