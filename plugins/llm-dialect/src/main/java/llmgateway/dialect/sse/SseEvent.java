package llmgateway.dialect.sse;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The bytes of one event, lines and line ends as they came.
 *
 * @param bytes holds it; not copied
 * @param from its first byte
 * @param to the byte after its last
 */
record SseEvent(byte[] bytes, int from, int to) {

    /** The values of all {@code data} fields, one a line; empty if there is none. */
    byte[] data() {
        ByteArrayOutputStream data = new ByteArrayOutputStream(this.to - this.from);
        new SseFields(data::write).read(this.bytes, this.from, this.to);
        return data.toByteArray();
    }

    boolean contains(byte[] wanted) {
        for (int i = this.from; i + wanted.length <= this.to; i++) {
            if (this.bytes[i] == wanted[0]
                    && Arrays.equals(this.bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

}
