package llmgateway.dialect.usage;

import java.nio.ByteBuffer;

/**
 * Finds the payloads in AWS' binary framing of events as their bytes come, and holds none
 * of them back: 4 bytes of length, 4 of the headers' length, 4 of checksum, the headers,
 * the payload, 4 bytes of checksum, all big-endian (Amazon S3 API reference, "Event
 * stream encoding", read in November 2026). Checksums are not verified. Not thread-safe.
 */
final class AwsFrames {

    private static final int PRELUDE = 12;

    private static final int CHECKSUM = 4;

    /** The longest that a frame may be, as AWS' own library has it. */
    private static final long LONGEST = 24L * 1024 * 1024 + 128 * 1024;

    /** Headers of an exception are far shorter. */
    private static final int HEADERS_KEPT = 512;

    private final Listener listener;

    private final ByteBuffer prelude = ByteBuffer.allocate(PRELUDE);

    private final StringBuilder headers = new StringBuilder();

    private long headersLeft;

    private long payloadLeft;

    private long checksumLeft;

    private boolean broken;

    AwsFrames(Listener listener) {
        this.listener = listener;
    }

    void write(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end && !this.broken) {
            int taken = take(bytes, at, end - at);
            at += taken;
            if (this.checksumLeft == 0 && !this.prelude.hasRemaining()) {
                this.listener.endOfFrame(this.headers.indexOf("exception") >= 0);
                this.prelude.clear();
                this.headers.setLength(0);
            }
        }
    }

    private int take(byte[] bytes, int at, int available) {
        if (this.prelude.hasRemaining()) {
            int taken = Math.min(available, this.prelude.remaining());
            this.prelude.put(bytes, at, taken);
            if (!this.prelude.hasRemaining()) {
                begin();
            }
            return taken;
        }
        if (this.headersLeft > 0) {
            int taken = (int) Math.min(available, this.headersLeft);
            for (int i = 0; i < taken && this.headers.length() < HEADERS_KEPT; i++) {
                this.headers.append((char) (bytes[at + i] & 0xFF));
            }
            this.headersLeft -= taken;
            return taken;
        }
        if (this.payloadLeft > 0) {
            int taken = (int) Math.min(available, this.payloadLeft);
            this.listener.payload(bytes, at, taken);
            this.payloadLeft -= taken;
            return taken;
        }
        int taken = (int) Math.min(available, this.checksumLeft);
        this.checksumLeft -= taken;
        return taken;
    }

    private void begin() {
        long total = Integer.toUnsignedLong(this.prelude.getInt(0));
        this.headersLeft = Integer.toUnsignedLong(this.prelude.getInt(4));
        this.payloadLeft = total - this.headersLeft - PRELUDE - CHECKSUM;
        this.checksumLeft = CHECKSUM;
        this.broken = this.payloadLeft < 0 || total > LONGEST;
    }

    /** Is told the frames. */
    interface Listener {

        /** A piece of the payload of the frame under way; the bytes are the caller's. */
        void payload(byte[] bytes, int offset, int length);

        /**
         * @param exception whether the frame tells an error
         */
        void endOfFrame(boolean exception);

    }

}
