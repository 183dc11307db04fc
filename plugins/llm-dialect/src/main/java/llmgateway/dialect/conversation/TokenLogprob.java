package llmgateway.dialect.conversation;

import java.util.List;

/**
 * How likely a token of the answer was.
 *
 * @param logprob natural logarithm of its probability
 * @param alternatives the likeliest at its place, likeliest first
 */
public record TokenLogprob(String token, double logprob, List<TokenLogprob> alternatives) {

    public TokenLogprob {
        alternatives = List.copyOf(alternatives);
    }

}
