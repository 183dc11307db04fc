package llmgateway.dialect.usage;

/** The white space of JSON (RFC 8259, section 2). */
final class JsonSpace {

    private JsonSpace() {
    }

    static boolean is(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

}
