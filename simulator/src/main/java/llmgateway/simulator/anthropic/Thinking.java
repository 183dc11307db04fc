package llmgateway.simulator.anthropic;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.Fields;

/**
 * The field {@code thinking} (Claude API docs, "Extended thinking" and "Adaptive
 * thinking", November 2026). Also what Amazon Bedrock hands on to Claude.
 *
 * @param wanted whether the model thinks
 * @param told whether the client reads what it thinks
 * @param byBudget whether a budget asks for it, after which a turn that calls tools has
 * to begin with the thoughts
 */
public record Thinking(boolean wanted, boolean told, boolean byBudget) {

    private static final Set<String> TYPES = Set.of("enabled", "adaptive", "disabled", "between_tools");

    private static final int LEAST_BUDGET = 1024;

    private static final double LEAST_TOP_P = 0.95;

    /**
     * @param holder of the field
     */
    public static Thinking read(Fields holder, long maxTokens) throws ApiException {
        Optional<Fields> field = holder.object("thinking");
        if (field.isEmpty()) {
            return new Thinking(false, false, false);
        }
        Fields thinking = field.get();
        boolean told = !thinking.oneOf("display", Set.of("summarized", "omitted")).equals(Optional.of("omitted"));
        return switch (thinking.requireOneOf("type", TYPES)) {
            case "enabled" -> {
                thinking.only(Set.of("type", "budget_tokens", "display")).require("budget_tokens");
                long budget = thinking.integer("budget_tokens", LEAST_BUDGET, Integer.MAX_VALUE).orElseThrow();
                if (budget >= maxTokens) {
                    throw ApiException.malformed("`max_tokens` must be greater than `thinking.budget_tokens`.");
                }
                yield new Thinking(true, told, true);
            }
            case "adaptive" -> {
                thinking.only(Set.of("type", "display"));
                yield new Thinking(true, told, false);
            }
            default -> {
                thinking.only(Set.of("type"));
                yield new Thinking(false, false, false);
            }
        };
    }

    /**
     * @param sampling with {@code temperature} among its fields
     * @param topP what it calls that
     * @param forced whether tools must be called
     */
    public void checkBeside(Fields sampling, String topP, boolean forced) throws ApiException {
        if (!this.wanted) {
            return;
        }
        if (sampling.find("temperature").filter((value) -> value.asDouble() != 1).isPresent()) {
            throw ApiException.malformed("`temperature` may only be set to 1 when thinking is enabled.");
        }
        if (sampling.find("top_k").isPresent()) {
            throw ApiException.malformed("`top_k` must be unset when thinking is enabled.");
        }
        if (sampling.find(topP).filter((value) -> value.asDouble() < LEAST_TOP_P).isPresent()) {
            throw ApiException.malformed("`top_p` must be at least 0.95 or unset when thinking is enabled.");
        }
        if (forced) {
            throw ApiException.malformed("Thinking may not be enabled when tool_choice forces tool use.");
        }
    }

    /**
     * @param kinds of the blocks of the model's turn that called the tools whose results
     * are sent
     */
    public void checkTurnBeforeResults(List<String> kinds) throws ApiException {
        if (this.byBudget && kinds.contains("tool_use") && !kinds.getFirst().endsWith("thinking")) {
            throw ApiException.malformed("Expected `thinking` or `redacted_thinking`, but found `" + kinds.getFirst()
                    + "`. When `thinking` is enabled, a final `assistant` message must start with a thinking block.");
        }
    }

}
