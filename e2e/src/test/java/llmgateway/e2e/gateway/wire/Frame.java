package llmgateway.e2e.gateway.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One message: a byte of type, three bytes of big-endian length, the payload.
 *
 * @param type one of the constants, or anything a test wants to send
 * @param payload a flatbuffer; not copied
 */
public record Frame(int type, byte[] payload) {

    public static final int ERROR = 0;

    public static final int PREPARE_CONF = 1;

    public static final int HTTP_REQ_CALL = 2;

    public static final int EXTRA_INFO = 3;

    public static final int HTTP_RESP_CALL = 4;

    public static final int HEADER_BYTES = 4;

    public static final int MAX_PAYLOAD = 0xFFFFFF;

    /**
     * @param whole a recorded frame with its header
     * @throws IllegalArgumentException if the header's length is not that of the rest
     */
    public static Frame parse(byte[] whole) {
        int header = ByteBuffer.wrap(whole).getInt();
        if ((header & MAX_PAYLOAD) != whole.length - HEADER_BYTES) {
            throw new IllegalArgumentException("a frame of another length than its header says");
        }
        return new Frame(header >>> 24, Arrays.copyOfRange(whole, HEADER_BYTES, whole.length));
    }

    /** Header and payload. */
    public byte[] bytes() {
        if (this.payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("the max length of data is " + MAX_PAYLOAD);
        }
        return ByteBuffer.allocate(HEADER_BYTES + this.payload.length)
            .putInt(this.type << 24 | this.payload.length)
            .put(this.payload)
            .array();
    }

}
