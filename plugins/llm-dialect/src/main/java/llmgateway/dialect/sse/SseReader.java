package llmgateway.dialect.sse;

/**
 * Reads server-sent events however their bytes are cut, and holds none of them back (HTML
 * standard, section "Server-sent events"). Not thread-safe.
 */
public final class SseReader {

    private final SseListener listener;

    private final SseFraming framing = new SseFraming();

    private final SseFields fields;

    private int byteOrderMark;

    private boolean begun;

    public SseReader(SseListener listener) {
        this.listener = listener;
        this.fields = new SseFields(listener::data);
    }

    public void write(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = this.begun ? offset : skipByteOrderMark(bytes, offset, end);
        while (at < end) {
            if (this.framing.completesLastEvent(bytes[at])) {
                at++;
                continue;
            }
            int endOfEvent = this.framing.endOfEvent(bytes, at, end);
            int next = (endOfEvent < 0) ? end : endOfEvent;
            this.fields.read(bytes, at, next);
            if (endOfEvent >= 0) {
                endEvent();
            }
            at = next;
        }
    }

    private int skipByteOrderMark(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && this.byteOrderMark < ByteOrderMark.LENGTH
                && bytes[at] == ByteOrderMark.at(this.byteOrderMark)) {
            this.byteOrderMark++;
            at++;
        }
        // The first bytes of half a mark are in no name of a field: not missed.
        this.begun = at < to || this.byteOrderMark == ByteOrderMark.LENGTH;
        return at;
    }

    /** To be called at the end of the stream: an event may lack its blank line. */
    public void finish() {
        endEvent();
    }

    private void endEvent() {
        if (this.fields.hasData()) {
            this.listener.endOfEvent(this.fields.event());
        }
        this.fields.nextEvent();
    }

}
