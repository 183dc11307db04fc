package llmgateway.dialect.conversation;

import java.util.List;
import java.util.Optional;

import llmgateway.core.usage.Usage;

/**
 * A whole answer.
 *
 * @param id the provider's; empty if it has none
 * @param model that the provider says it answered with; empty if it does not
 * @param choices at least one
 * @param usage empty if the provider does not say
 * @param serviceTier that the provider says it served with
 */
public record ChatAnswer(String id, String model, List<Choice> choices, Optional<Usage> usage,
        Optional<String> serviceTier) {

    public ChatAnswer {
        choices = List.copyOf(choices);
    }

    public ChatAnswer withModel(String name) {
        return new ChatAnswer(this.id, name, this.choices, this.usage, this.serviceTier);
    }

    /**
     * One of the answers asked for.
     *
     * @param stopSequence the one that ended it, if the provider tells
     */
    public record Choice(List<Part> parts, FinishReason reason, Optional<String> stopSequence,
            List<TokenLogprob> logprobs) {

        public Choice {
            parts = List.copyOf(parts);
            logprobs = List.copyOf(logprobs);
        }

    }

}
