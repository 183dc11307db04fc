package llmgateway.budget.estimate;

/**
 * How far estimates go where no document says.
 *
 * @param unknownTokenizer how text is counted for models whose tokenizer is not public
 * @param tokenizedCharacters of one call; what is beyond them is counted by bytes, so
 * that a call's cost in time is bounded
 * @param contextWindow of models that tell none, in tokens
 * @param maxOutputTokens of models that tell none
 * @param providerToolRounds how often the provider may run the model for one call, where
 * the call allows tools that the provider runs; each round reads the context again
 * @param audioBytesPerSecond of the most compressed audio that is expected
 */
public record EstimateSettings(UnknownTokenizer unknownTokenizer, int tokenizedCharacters, long contextWindow,
        long maxOutputTokens, int providerToolRounds, int audioBytesPerSecond) {

    /**
     * 1,050,000 is the context window of GPT-5.4 and 128,000 the longest output of GPT-5
     * and Claude Opus 4.7 (OpenAI's and Anthropic's model pages, November 2026); 10
     * rounds is where Anthropic pauses a turn (Server tools, November 2026); 750 bytes a
     * second is the lowest bit rate of Opus (RFC 6716, 2.1.1).
     */
    private static final EstimateSettings DEFAULTS = new EstimateSettings(UnknownTokenizer.CALIBRATED, 256 * 1024,
            1_050_000, 128_000, 10, 750);

    public EstimateSettings {
        if (tokenizedCharacters < 0 || contextWindow < 1 || maxOutputTokens < 1 || providerToolRounds < 1
                || audioBytesPerSecond < 1) {
            throw new IllegalArgumentException("an estimate setting out of range");
        }
    }

    public static EstimateSettings defaults() {
        return DEFAULTS;
    }

    /** How text is counted where the tokenizer is not public. */
    public enum UnknownTokenizer {

        /** From what public tokenizers count, with a margin. */
        CALIBRATED,

        /** By UTF-8 bytes: no tokenizer that falls back to bytes counts more. */
        BYTES

    }

}
