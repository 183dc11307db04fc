package llmgateway.dialect.sse;

/** Is told the events of a stream. */
public interface SseListener {

    /** A piece of the data of the event under way; the bytes are the caller's. */
    void data(byte[] bytes, int offset, int length);

    /**
     * The event is over; told of events with data only.
     * @param name of the event, empty if it has none
     */
    void endOfEvent(String name);

}
