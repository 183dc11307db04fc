package llmgateway.budget.estimate;

/** Lengths in UTF-8. Half of a surrogate pair counts three bytes, as jtokkit sees it. */
final class Utf8 {

    private Utf8() {
    }

    static long length(CharSequence text) {
        return length(text, 0, text.length());
    }

    /** Of a stretch that begins and ends outside of surrogate pairs. */
    static long length(CharSequence text, int from, int to) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            }
            else if (unit < 0x80) {
                bytes++;
            }
            else {
                bytes += (unit < 0x800) ? 2 : 3;
            }
        }
        return bytes;
    }

}
