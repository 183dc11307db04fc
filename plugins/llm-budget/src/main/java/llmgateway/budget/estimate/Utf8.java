package llmgateway.budget.estimate;

/** Lengths in UTF-8. Half of a surrogate pair counts three bytes, as jtokkit sees it. */
final class Utf8 {

    private Utf8() {
    }

    static long length(CharSequence text) {
        return length(text, 0, text.length());
    }

    static long length(CharSequence text, int from, int to) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            bytes += length(text.charAt(i));
        }
        return bytes;
    }

    /** The bytes of a UTF-16 unit; of the two that make a pair, two each. */
    static int length(char unit) {
        if (unit < 0x80) {
            return 1;
        }
        return (unit < 0x800) ? 2 : 3;
    }

}
