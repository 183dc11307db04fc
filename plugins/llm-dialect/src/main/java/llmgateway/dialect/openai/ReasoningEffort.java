package llmgateway.dialect.openai;

import java.util.Optional;

import llmgateway.dialect.conversation.Reasoning;

/** OpenAI's models take no budget of tokens to think with, but a word for it. */
public final class ReasoningEffort {

    private static final long LOW = 4096;

    private static final long MEDIUM = 16384;

    private ReasoningEffort() {
    }

    /** The effort asked for, or the one nearest to the budget. */
    public static Optional<String> of(Reasoning reasoning) {
        if (reasoning.effort().isPresent() || reasoning.budgetTokens().isEmpty()) {
            return reasoning.effort();
        }
        long budget = reasoning.budgetTokens().getAsLong();
        if (budget == 0) {
            return Optional.of("none");
        }
        return Optional.of((budget <= LOW) ? "low" : (budget <= MEDIUM) ? "medium" : "high");
    }

}
