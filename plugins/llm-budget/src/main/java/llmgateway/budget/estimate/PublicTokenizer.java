package llmgateway.budget.estimate;

import com.knuddels.jtokkit.api.Encoding;

/**
 * Counts with a public tokenizer. What looks like a special token is ordinary text. Time
 * is near linear: a stretch of one kind of character that is longer than words are is
 * taken out and counted by its bytes, of which a token of byte-level BPE covers at least
 * one; merging such a stretch takes hundreds of times as long as prose.
 */
final class PublicTokenizer implements TextTokens {

    private static final int LONGEST_STRETCH = 256;

    /**
     * A stretch that is taken out can part a token from its neighbours on both sides: a
     * space before a word, the last of several spaces, line ends after punctuation.
     */
    private static final int PER_CUT = 4;

    private final Encoding encoding;

    PublicTokenizer(Encoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public long count(String text) {
        long tokens = 0;
        int counted = 0;
        int from = 0;
        while (from < text.length()) {
            int to = endOfStretch(text, from);
            if (to - from > LONGEST_STRETCH) {
                tokens += ordinary(text, counted, from) + Utf8.length(text, from, to) + PER_CUT;
                counted = to;
            }
            from = to;
        }
        return tokens + ordinary(text, counted, text.length());
    }

    private long ordinary(String text, int from, int to) {
        return (from < to) ? this.encoding.countTokensOrdinary(text.substring(from, to)) : 0;
    }

    private static int endOfStretch(String text, int from) {
        Kind kind = Kind.of(text.charAt(from));
        int to = from + 1;
        while (to < text.length() && Kind.of(text.charAt(to)) == kind) {
            to++;
        }
        return to;
    }

    /** Kinds of characters that tokenizers keep apart, roughly. */
    private enum Kind {

        WORD, DIGIT, SPACE, OTHER;

        private static Kind of(char unit) {
            if (unit >= 'a' && unit <= 'z' || unit >= 'A' && unit <= 'Z') {
                return WORD;
            }
            if (unit >= '0' && unit <= '9') {
                return DIGIT;
            }
            if (unit < 0x80) {
                return (unit <= ' ') ? SPACE : OTHER;
            }
            return switch (Character.getType(unit)) {
                case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER,
                        Character.MODIFIER_LETTER, Character.OTHER_LETTER, Character.NON_SPACING_MARK,
                        Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
                    WORD;
                case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> DIGIT;
                case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
                default -> OTHER;
            };
        }

    }

}
