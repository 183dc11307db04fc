package llmgateway.simulator.generation;

/**
 * Tokens of one answer. Not checked, since an override may ask for nonsense.
 *
 * @param input all input tokens, cached and newly cached ones among them
 * @param cached input tokens read from a cache
 * @param cacheWrite input tokens written to a cache
 * @param output all output tokens, reasoning among them
 * @param reasoning output tokens that no one sees
 */
public record TokenUsage(long input, long cached, long cacheWrite, long output, long reasoning) {

    public static TokenUsage of(long input, long output) {
        return new TokenUsage(input, 0, 0, output, 0);
    }

    public long total() {
        return this.input + this.output;
    }

}
