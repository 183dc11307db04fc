package llmgateway.dialect.request;

/**
 * A stretch of a body.
 *
 * @param from its first byte
 * @param to the byte after its last
 */
record Span(int from, int to) {

    int length() {
        return this.to - this.from;
    }

}
