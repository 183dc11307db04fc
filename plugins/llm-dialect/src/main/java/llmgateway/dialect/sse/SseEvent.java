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

    private static final byte[] DATA = { 'd', 'a', 't', 'a' };

    /** The values of all {@code data} fields, one a line; empty if there is none. */
    byte[] data() {
        ByteArrayOutputStream data = new ByteArrayOutputStream(this.to - this.from);
        boolean first = true;
        int at = this.from;
        while (at < this.to) {
            int end = endOfLine(at);
            int value = dataValue(at, end);
            if (value >= 0) {
                if (!first) {
                    data.write('\n');
                }
                first = false;
                data.write(this.bytes, value, end - value);
            }
            // The LF of a CRLF makes an empty line here, which is no field.
            at = end + 1;
        }
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

    private int endOfLine(int from) {
        int end = from;
        while (end < this.to && this.bytes[end] != '\r' && this.bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Where the value of a line's {@code data} field begins, or -1 if it has none. */
    private int dataValue(int from, int end) {
        int colon = from + DATA.length;
        if (end < colon || !Arrays.equals(this.bytes, from, colon, DATA, 0, DATA.length)) {
            return -1;
        }
        if (end == colon) {
            return end;
        }
        if (this.bytes[colon] != ':') {
            return -1;
        }
        return (colon + 1 < end && this.bytes[colon + 1] == ' ') ? colon + 2 : colon + 1;
    }

}
