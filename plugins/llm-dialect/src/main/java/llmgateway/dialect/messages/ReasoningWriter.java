package llmgateway.dialect.messages;

import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.dialect.claude.ClaudeModel;
import llmgateway.dialect.conversation.Reasoning;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes {@code thinking} and {@code output_config.effort} as the model's generation
 * takes them.
 */
final class ReasoningWriter {

    private static final long LEAST_BUDGET = 1024;

    private static final long LOW_BUDGET = 4096;

    private static final long MEDIUM_BUDGET = 16_384;

    private static final long HIGH_BUDGET = 32_768;

    private final ClaudeModel model;

    private final long maxTokens;

    private final ObjectNode body;

    /**
     * @param maxTokens of the answer, thinking included
     */
    ReasoningWriter(ClaudeModel model, long maxTokens, ObjectNode body) {
        this.model = model;
        this.maxTokens = maxTokens;
        this.body = body;
    }

    void write(Optional<Reasoning> reasoning) {
        reasoning.ifPresent((asked) -> {
            if (isNone(asked)) {
                writeNone(asked);
            }
            else if (this.model.takesThinkingBudget() && hasBudget(asked)) {
                writeBudget(Math.min(asked.budgetTokens().getAsLong(), this.maxTokens - 1), asked);
                if (this.model.thinksAdaptively()) {
                    asked.effort().ifPresent(this::writeEffort);
                }
            }
            else if (this.model.thinksAdaptively() || !this.model.claude()) {
                writeAdaptive(asked);
            }
            else {
                asked.effort()
                    // Half of the answer is left for what the client reads.
                    .ifPresent((effort) -> writeBudget(Math.min(budget(effort), this.maxTokens / 2), asked));
            }
        });
    }

    private static boolean isNone(Reasoning asked) {
        return asked.budgetTokens().equals(OptionalLong.of(0)) || asked.effort().equals(Optional.of("none"));
    }

    private static boolean hasBudget(Reasoning asked) {
        return asked.budgetTokens().isPresent();
    }

    private void writeNone(Reasoning asked) {
        switch (this.model.noThinking()) {
            case BY_DEFAULT -> {
            }
            case DISABLED -> thinking("disabled");
            case BETWEEN_TOOLS -> thinking("between_tools");
            case NEVER -> writeEffort("low");
        }
        if (this.model.noThinking() != ClaudeModel.NoThinking.NEVER && this.model.thinksAdaptively()) {
            asked.effort().filter((effort) -> !effort.equals("none")).ifPresent(this::writeEffort);
        }
    }

    private void writeBudget(long budget, Reasoning asked) {
        if (budget >= LEAST_BUDGET) {
            writeTold(thinking("enabled").put("budget_tokens", budget), asked);
        }
    }

    private void writeAdaptive(Reasoning asked) {
        writeTold(thinking("adaptive"), asked);
        if (asked.effort().isPresent()) {
            writeEffort(asked.effort().get());
        }
        else if (hasBudget(asked)) {
            writeEffort(effort(asked.budgetTokens().getAsLong()));
        }
    }

    private static void writeTold(ObjectNode thinking, Reasoning asked) {
        asked.told().ifPresent((told) -> thinking.put("display", told ? "summarized" : "omitted"));
    }

    private void writeEffort(String effort) {
        MessagesRequestWriter.outputConfig(this.body).put("effort", switch (effort) {
            case "minimal" -> "low";
            case "xhigh" -> this.model.takesXhighEffort() ? "xhigh" : "high";
            default -> effort;
        });
    }

    private ObjectNode thinking(String type) {
        return this.body.putObject("thinking").put("type", type);
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
