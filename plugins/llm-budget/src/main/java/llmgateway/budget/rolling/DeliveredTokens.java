package llmgateway.budget.rolling;

import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;

/**
 * Counts the words of an answer, as seldom as possible: their bytes bound their tokens,
 * so that the tokenizer is asked only where the bound is too much. Not thread-safe.
 */
final class DeliveredTokens {

    /** What ends a turn, and begins a tool's call, in any chat template. */
    private static final long TEMPLATE = 4;

    /** Counted anew as a whole as it grows, since tokens span the pieces that come. */
    private static final int LONGEST_WINDOW = 1024;

    private final ToLongFunction<String> tokenizer;

    /** The end of the text. */
    private final StringBuilder window = new StringBuilder();

    private long beforeWindow = TEMPLATE;

    private long inWindow;

    /** At the end of the window. */
    private long uncountedBytes;

    DeliveredTokens(ToLongFunction<String> tokenizer) {
        this.tokenizer = tokenizer;
    }

    void add(String text) {
        this.window.append(text);
        this.uncountedBytes += text.getBytes(StandardCharsets.UTF_8).length;
        if (this.window.length() > LONGEST_WINDOW) {
            this.beforeWindow = counted();
            this.inWindow = 0;
            this.window.setLength(0);
        }
    }

    /** As the tokenizer counts them. */
    long counted() {
        if (this.uncountedBytes > 0) {
            this.inWindow = this.tokenizer.applyAsLong(this.window.toString());
            this.uncountedBytes = 0;
        }
        return this.beforeWindow + this.inWindow;
    }

    /** Whether there are no more than that; asks the tokenizer only if it has to. */
    boolean isAtMost(long tokens) {
        return this.beforeWindow + this.inWindow + this.uncountedBytes <= tokens || counted() <= tokens;
    }

}
