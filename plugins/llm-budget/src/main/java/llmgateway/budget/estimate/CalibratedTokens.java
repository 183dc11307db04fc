package llmgateway.budget.estimate;

/**
 * Estimates what an unknown tokenizer counts, from what cl100k_base does, which is the
 * fastest to count by. Calibrated, not proven, against the public tokenizers in
 * {@code docs/estimates.md}. They differ in how they part digits (one token each in
 * Gemini's, Qwen's and Llama 2's), white space and punctuation (GPT-2's part each space),
 * letters of changing case and repeated ones, and far more in other scripts, where older
 * ones fall back to bytes. Never more than the UTF-8 bytes.
 */
final class CalibratedTokens implements TextTokens {

    /**
     * 1.35 is how many tokens the newest tokenizer of Claude makes of one of the older
     * (Anthropic, Migrating to Claude Opus 4.7, April 2026); 1.25 is above what Claude's
     * public tokenizer makes of one of cl100k_base in any sample.
     */
    private static final double WORD_FACTOR = 1.35 * 1.25;

    private final TextTokens cl100k;

    CalibratedTokens(TextTokens cl100k) {
        this.cl100k = cl100k;
    }

    @Override
    public long count(String text) {
        long tokens = 0;
        int from = 0;
        while (from < text.length()) {
            boolean ascii = isAscii(text.charAt(from));
            int to = from + 1;
            while (to < text.length() && isAscii(text.charAt(to)) == ascii) {
                to++;
            }
            tokens += ascii ? ascii(text.substring(from, to)) : Utf8.length(text, from, to);
            from = to;
        }
        return tokens;
    }

    private long ascii(String text) {
        long parted = 0;
        char before = 'a';
        int same = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean digit = unit >= '0' && unit <= '9';
            boolean joint = !isLetter(unit) && !digit && !isLetter(before);
            boolean caseChanges = unit >= 'A' && unit <= 'Z' && before >= 'a' && before <= 'z';
            same = (unit == before) ? same + 1 : 0;
            if (digit || joint || caseChanges || same > 1) {
                parted++;
            }
            before = unit;
        }
        // The bytes bound it without a count where most of them stand alone.
        if (parted * 2 > text.length()) {
            return text.length();
        }
        return Math.min(text.length(), (long) Math.ceil(this.cl100k.count(text) * WORD_FACTOR) + parted);
    }

    private static boolean isLetter(char unit) {
        return unit >= 'a' && unit <= 'z' || unit >= 'A' && unit <= 'Z';
    }

    private static boolean isAscii(char unit) {
        return unit < 0x80;
    }

}
