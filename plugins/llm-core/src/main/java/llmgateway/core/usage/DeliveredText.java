package llmgateway.core.usage;

/**
 * What a stream has delivered of the model's words, tool calls and reasoning included:
 * enough to tell how many tokens they are.
 *
 * @param sample its beginning, of each long piece the first part; bounded
 * @param characters how many there were in all; 0 where nothing was delivered or the
 * answer was no stream of text
 */
public record DeliveredText(String sample, long characters) {

    public static final DeliveredText NONE = new DeliveredText("", 0);

    public boolean isNone() {
        return this.sample.isEmpty();
    }

    /**
     * All of it in tokens.
     * @param sampleTokens what the sample comes to
     */
    public long tokens(long sampleTokens) {
        double share = (double) Math.max(this.characters, this.sample.length()) / Math.max(1, this.sample.length());
        return (long) Math.ceil(sampleTokens * share);
    }

    /** Without the text, which is the caller's. */
    @Override
    public String toString() {
        return "DeliveredText[" + this.characters + " characters]";
    }

}
