package llmgateway.budget.estimate;

/** Counts the texts of one call, with the tokenizer as far as time allows. */
final class BoundedCount {

    /** Where a text is parted two tokens may stand for one. */
    private static final int PER_CUT = 4;

    private final TextTokens tokenizer;

    private int left;

    BoundedCount(TextTokens tokenizer, int characters) {
        this.tokenizer = tokenizer;
        this.left = characters;
    }

    long count(String text) {
        if (text.length() <= this.left) {
            this.left -= text.length();
            return this.tokenizer.count(text);
        }
        int cut = this.left;
        this.left = 0;
        if (cut > 0 && Character.isHighSurrogate(text.charAt(cut - 1))) {
            cut--;
        }
        return this.tokenizer.count(text.substring(0, cut)) + PER_CUT + Utf8.length(text, cut, text.length());
    }

}
