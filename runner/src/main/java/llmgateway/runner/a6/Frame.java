package llmgateway.runner.a6;

/**
 * One frame from the gateway.
 *
 * @param body a flatbuffer, not looked at yet
 */
record Frame(FrameType type, byte[] body) {

    /** What the header's three bytes of length can say. */
    static final int MAX_BODY = (1 << 24) - 1;

    static final int HEADER = 4;

    @Override
    public String toString() {
        return this.type + "[" + this.body.length + " bytes]";
    }

}
