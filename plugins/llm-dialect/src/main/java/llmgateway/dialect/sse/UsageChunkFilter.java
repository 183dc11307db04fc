package llmgateway.dialect.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes an OpenAI stream on byte for byte but for the usage chunk: the event with
 * {@code "choices": []} and a {@code usage} that is not null. An event goes out, flushed,
 * as soon as its blank line is there. Not thread-safe.
 */
public final class UsageChunkFilter {

    private static final int EVENT_BYTES = 1024 * 1024;

    private final OutputStream out;

    private final int eventBytes;

    private final SseFraming framing = new SseFraming();

    private final EventBuffer event = new EventBuffer();

    private boolean firstEvent = true;

    private boolean passingOversized;

    private boolean lastEventDropped;

    public UsageChunkFilter(OutputStream out) {
        this(out, EVENT_BYTES);
    }

    /**
     * @param out never closed by the filter
     * @param eventBytes the size up to which an event is held back until its end and
     * looked at; a larger one is passed on as it comes. At least 1
     */
    public UsageChunkFilter(OutputStream out, int eventBytes) {
        if (eventBytes < 1) {
            throw new IllegalArgumentException("an event bound below 1");
        }
        this.out = out;
        this.eventBytes = eventBytes;
    }

    /**
     * @throws IOException if the output throws it
     */
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (this.framing.completesLastEvent(bytes[at])) {
                if (!this.lastEventDropped) {
                    this.out.write(bytes[at]);
                }
                at++;
            }
            else {
                int endOfEvent = this.framing.endOfEvent(bytes, at, end);
                int next = (endOfEvent < 0) ? end : endOfEvent;
                take(bytes, at, next - at);
                if (endOfEvent >= 0) {
                    endEvent();
                }
                at = next;
            }
        }
        this.out.flush();
    }

    /**
     * To be called at the end of the stream: settles an event that has no blank line.
     * @throws IOException if the output throws it
     */
    public void finish() throws IOException {
        endEvent();
        this.out.flush();
    }

    private void take(byte[] bytes, int offset, int length) throws IOException {
        if (!this.passingOversized && length > this.eventBytes - this.event.size()) {
            this.event.writeTo(this.out);
            this.event.reset();
            this.passingOversized = true;
        }
        OutputStream taker = this.passingOversized ? this.out : this.event;
        taker.write(bytes, offset, length);
    }

    private void endEvent() throws IOException {
        this.lastEventDropped = !this.passingOversized && UsageChunk.is(this.event.toEvent(this.firstEvent));
        if (!this.lastEventDropped) {
            this.event.writeTo(this.out);
        }
        this.event.reset();
        this.passingOversized = false;
        this.firstEvent = false;
    }

    /** Lends its bytes out where {@link #toByteArray()} would copy them. */
    private static final class EventBuffer extends ByteArrayOutputStream {

        SseEvent toEvent(boolean firstOfStream) {
            boolean marked = firstOfStream && ByteOrderMark.begins(this.buf, this.count);
            return new SseEvent(this.buf, marked ? ByteOrderMark.LENGTH : 0, this.count);
        }

    }

}
