package llmgateway.relay.answer;

/**
 * Finds where frames of AWS' event streams end: each begins with its length, in 4 bytes,
 * big-endian (Amazon S3 API reference, "Event stream encoding"). Not thread-safe.
 */
final class AwsFrameEnds implements EventEnds {

    private static final int LENGTH = 4;

    private long seen;

    private long total;

    @Override
    public boolean isEnd(byte b) {
        this.seen++;
        if (this.seen <= LENGTH) {
            this.total = (this.total << Byte.SIZE) | Byte.toUnsignedLong(b);
        }
        if (this.seen < LENGTH || this.seen < this.total) {
            return false;
        }
        this.seen = 0;
        this.total = 0;
        return true;
    }

}
