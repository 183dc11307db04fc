package llmgateway.dialect.usage;

/**
 * Takes the middle out of long strings in JSON on its way to a parser, which keeps each
 * string whole. What is left is JSON still: no escape and no character is cut in two. Not
 * thread-safe.
 */
final class LongStrings {

    /** Longer than every name, number and word that is looked for. */
    private static final int KEPT = 256;

    private static final int HEX_DIGITS = 4;

    private final Parser parser;

    private boolean inString;

    private boolean dropping;

    private int length;

    private long dropped;

    private boolean afterBackslash;

    private int hexDigitsToCome;

    LongStrings(Parser parser) {
        this.parser = parser;
    }

    /** Begins another document, also where the last one broke off. */
    void reset() {
        this.inString = false;
        this.dropping = false;
        this.dropped = 0;
        this.afterBackslash = false;
        this.hexDigitsToCome = 0;
    }

    /** How many bytes were taken out of the document. */
    long dropped() {
        return this.dropped;
    }

    void write(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int from = offset;
        for (int at = offset; at < end; at++) {
            byte current = bytes[at];
            if (!this.inString) {
                this.inString = current == '"';
                this.length = 0;
            }
            else if (this.afterBackslash) {
                this.afterBackslash = false;
                this.hexDigitsToCome = (current == 'u') ? HEX_DIGITS : 0;
            }
            else if (this.hexDigitsToCome > 0) {
                this.hexDigitsToCome--;
            }
            else if (current == '"') {
                from = this.dropping ? at : from;
                this.dropping = false;
                this.inString = false;
            }
            else {
                if (this.length >= KEPT && !this.dropping && beginsCharacter(current)) {
                    pass(bytes, from, at);
                    this.dropping = true;
                }
                this.afterBackslash = current == '\\';
            }
            this.length++;
            if (this.dropping) {
                this.dropped++;
            }
        }
        if (!this.dropping) {
            pass(bytes, from, end);
        }
    }

    private void pass(byte[] bytes, int from, int to) {
        if (from < to) {
            this.parser.read(bytes, from, to);
        }
    }

    private static boolean beginsCharacter(byte utf8) {
        return (utf8 & 0xC0) != 0x80;
    }

    /** Takes what is left. */
    @FunctionalInterface
    interface Parser {

        void read(byte[] bytes, int from, int to);

    }

}
