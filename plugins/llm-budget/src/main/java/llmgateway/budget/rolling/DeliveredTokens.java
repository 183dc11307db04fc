package llmgateway.budget.rolling;

import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;

/**
 * Counts the words of an answer, as seldom as possible: their bytes bound their tokens,
 * so that the tokenizer is asked only where the bound is too much. Not thread-safe.
 */
final class DeliveredTokens {

    /** What ends a turn, and begins and ends a tool's call, in any chat template. */
    private static final long TEMPLATE = 8;

    /** What is kept to be counted, so that memory is bounded. */
    private static final int MOST_UNCOUNTED = 8 * 1024;

    private final ToLongFunction<String> tokenizer;

    private final StringBuilder uncounted = new StringBuilder();

    private long counted = TEMPLATE;

    private long bytes;

    DeliveredTokens(ToLongFunction<String> tokenizer) {
        this.tokenizer = tokenizer;
    }

    void add(String text) {
        this.uncounted.append(text);
        this.bytes += text.getBytes(StandardCharsets.UTF_8).length;
        if (this.uncounted.length() > MOST_UNCOUNTED) {
            counted();
        }
    }

    /** No fewer than there are. */
    long atMost() {
        return this.counted + this.bytes;
    }

    /** As the tokenizer counts them. */
    long counted() {
        if (this.bytes > 0) {
            this.counted += Math.min(this.bytes, this.tokenizer.applyAsLong(this.uncounted.toString()));
            this.uncounted.setLength(0);
            this.bytes = 0;
        }
        return this.counted;
    }

    /** Whether there are no more than that; asks the tokenizer only if it has to. */
    boolean isAtMost(long tokens) {
        return atMost() <= tokens || counted() <= tokens;
    }

}
