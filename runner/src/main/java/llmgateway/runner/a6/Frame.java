package llmgateway.runner.a6;

import java.nio.ByteBuffer;

/**
 * One frame.
 *
 * @param body a flatbuffer, not looked at yet
 */
record Frame(FrameType type, byte[] body) {

    /** What the header's three bytes of length can say. */
    static final int MAX_BODY = (1 << 24) - 1;

    static final int HEADER = 4;

    ByteBuffer encoded() {
        return ByteBuffer.allocate(HEADER + this.body.length)
            .putInt(this.type.ordinal() << 24 | this.body.length)
            .put(this.body)
            .flip();
    }

    @Override
    public String toString() {
        return this.type + "[" + this.body.length + " bytes]";
    }

}
