package llmgateway.dialect.claude;

import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.dialect.conversation.Reasoning;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model is told about thinking, in the way of its generation.
 *
 * @param thinking the field {@code thinking}; empty for none
 * @param effort {@code low} to {@code max}; empty for the model's usual
 */
public record ClaudeThinking(Optional<ObjectNode> thinking, Optional<String> effort) {

    private static final long LEAST_BUDGET = 1024;

    private static final long LOW_BUDGET = 4096;

    private static final long MEDIUM_BUDGET = 16_384;

    private static final long HIGH_BUDGET = 32_768;

    private static final ClaudeThinking UNSAID = new ClaudeThinking(Optional.empty(), Optional.empty());

    /**
     * @param maxTokens of the answer, thinking included
     */
    public static ClaudeThinking of(ClaudeModel model, long maxTokens, Reasoning asked) {
        if (asked.budgetTokens().equals(OptionalLong.of(0)) || asked.effort().equals(Optional.of("none"))) {
            return none(model, asked);
        }
        if (model.takesThinkingBudget() && asked.budgetTokens().isPresent()) {
            Optional<String> effort = model.thinksAdaptively() ? effort(model, asked) : Optional.empty();
            return new ClaudeThinking(enabled(model, Math.min(asked.budgetTokens().getAsLong(), maxTokens - 1), asked),
                    effort);
        }
        if (model.thinksAdaptively() || !model.claude()) {
            return new ClaudeThinking(Optional.of(told(model, type("adaptive"), asked)), effort(model, asked));
        }
        // Half of the answer is left for what the client reads.
        return asked.effort()
            .map((effort) -> new ClaudeThinking(enabled(model, Math.min(budget(effort), maxTokens / 2), asked),
                    Optional.empty()))
            .orElse(UNSAID);
    }

    private static ClaudeThinking none(ClaudeModel model, Reasoning asked) {
        Optional<String> effort = model.thinksAdaptively() ? effort(model, asked).filter((word) -> !word.equals("none"))
                : Optional.empty();
        return switch (model.noThinking()) {
            case BY_DEFAULT -> new ClaudeThinking(Optional.empty(), effort);
            case DISABLED -> new ClaudeThinking(Optional.of(type("disabled")), effort);
            case BETWEEN_TOOLS -> new ClaudeThinking(Optional.of(type("between_tools")), effort);
            case NEVER -> new ClaudeThinking(Optional.empty(), Optional.of("low"));
        };
    }

    private static Optional<ObjectNode> enabled(ClaudeModel model, long budget, Reasoning asked) {
        return (budget < LEAST_BUDGET) ? Optional.empty()
                : Optional.of(told(model, type("enabled").put("budget_tokens", budget), asked));
    }

    private static ObjectNode type(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode told(ClaudeModel model, ObjectNode thinking, Reasoning asked) {
        asked.told()
            .filter((told) -> !(told && model.tellsThoughtsUnasked()))
            .ifPresent((told) -> thinking.put("display", told ? "summarized" : "omitted"));
        return thinking;
    }

    private static Optional<String> effort(ClaudeModel model, Reasoning asked) {
        Optional<String> effort = asked.effort();
        if (effort.isEmpty() && asked.budgetTokens().isPresent() && asked.budgetTokens().getAsLong() > 0
                && !model.takesThinkingBudget()) {
            effort = Optional.of(effort(asked.budgetTokens().getAsLong()));
        }
        return effort.map((word) -> switch (word) {
            case "minimal" -> "low";
            case "xhigh" -> model.takesXhighEffort() ? "xhigh" : "high";
            default -> word;
        });
    }

    private static long budget(String effort) {
        return switch (effort) {
            case "minimal" -> LEAST_BUDGET;
            case "low" -> LOW_BUDGET;
            case "medium" -> MEDIUM_BUDGET;
            default -> HIGH_BUDGET;
        };
    }

    private static String effort(long budget) {
        if (budget <= LOW_BUDGET) {
            return "low";
        }
        return (budget <= MEDIUM_BUDGET) ? "medium" : "high";
    }

}
