package llmgateway.dialect.conversation;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much the model shall think before it answers.
 *
 * @param effort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high},
 * {@code xhigh} or {@code max}
 * @param budgetTokens the most tokens to think with; 0 for no thinking
 * @param told whether the thoughts are wanted in the answer; empty for the API's default
 */
public record Reasoning(Optional<String> effort, OptionalLong budgetTokens, Optional<Boolean> told) {
}
