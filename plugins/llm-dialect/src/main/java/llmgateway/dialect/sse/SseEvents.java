package llmgateway.dialect.sse;

import java.io.ByteArrayOutputStream;

import llmgateway.dialect.format.UnreadableAnswer;

/**
 * Collects server-sent events, however their bytes are cut, and hands each on when it is
 * over. Not thread-safe.
 */
public final class SseEvents {

    /** An event may carry an image or a whole answer again. */
    private static final int EVENT_BYTES = 16 * 1024 * 1024;

    private final Listener listener;

    private final int eventBytes;

    private final SseReader reader;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    public SseEvents(Listener listener) {
        this(listener, EVENT_BYTES);
    }

    /**
     * @param eventBytes the most data that one event may have
     */
    public SseEvents(Listener listener, int eventBytes) {
        this.listener = listener;
        this.eventBytes = eventBytes;
        this.reader = new SseReader(new SseListener() {

            @Override
            public void data(byte[] bytes, int offset, int length) {
                collect(bytes, offset, length);
            }

            @Override
            public void endOfEvent(String name) {
                hand(name);
            }

        });
    }

    /**
     * @param bytes not kept
     * @throws UnreadableAnswer if an event is too large
     */
    public void write(byte[] bytes, int offset, int length) {
        this.reader.write(bytes, offset, length);
    }

    /** To be called at the end of the stream: an event may lack its blank line. */
    public void finish() {
        this.reader.finish();
    }

    private void collect(byte[] bytes, int offset, int length) {
        if (length > this.eventBytes - this.data.size()) {
            throw new UnreadableAnswer("an event of more than " + this.eventBytes + " bytes");
        }
        this.data.write(bytes, offset, length);
    }

    private void hand(String name) {
        byte[] event = this.data.toByteArray();
        this.data.reset();
        this.listener.event(name, event);
    }

    /** Is told each event that has data. */
    @FunctionalInterface
    public interface Listener {

        /**
         * @param name empty if the event has none
         * @param data the values of its {@code data} fields, one a line; the listener's
         * own
         */
        void event(String name, byte[] data);

    }

}
