package llmgateway.dialect.conversation;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How tokens are chosen and when to stop.
 *
 * @param maxOutputTokens of one answer
 * @param stop sequences that end an answer
 * @param choices how many answers, 1 or more
 * @param logprobs how many alternatives to tell for each token, 0 for the token's own
 * alone; empty for none
 * @param logitBias by token id
 */
public record Sampling(OptionalLong maxOutputTokens, OptionalDouble temperature, OptionalDouble topP, OptionalInt topK,
        OptionalDouble frequencyPenalty, OptionalDouble presencePenalty, OptionalLong seed, List<String> stop,
        int choices, OptionalInt logprobs, Map<String, Double> logitBias) {

    public static final Sampling USUAL = new Sampling(OptionalLong.empty(), OptionalDouble.empty(),
            OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty(),
            OptionalLong.empty(), List.of(), 1, OptionalInt.empty(), Map.of());

    public Sampling {
        stop = List.copyOf(stop);
        logitBias = Map.copyOf(logitBias);
    }

    public Sampling withMaxOutputTokens(OptionalLong tokens) {
        return new Sampling(tokens, this.temperature, this.topP, this.topK, this.frequencyPenalty, this.presencePenalty,
                this.seed, this.stop, this.choices, this.logprobs, this.logitBias);
    }

}
