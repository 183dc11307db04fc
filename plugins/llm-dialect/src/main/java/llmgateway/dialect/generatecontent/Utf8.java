package llmgateway.dialect.generatecontent;

/** Lengths in UTF-8 (RFC 3629, section 3). */
final class Utf8 {

    private Utf8() {
    }

    static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return (codePoint < 0x10000) ? 3 : 4;
    }

    /** Of the first units of a text. */
    static int length(String text, int units) {
        return text.substring(0, units).codePoints().map(Utf8::length).sum();
    }

}
