package llmgateway.dialect.format;

/** How events are framed. */
public enum StreamKind {

    SERVER_SENT_EVENTS("text/event-stream"),

    /** Binary, and without a way to say nothing. */
    AWS_EVENT_STREAM("application/vnd.amazon.eventstream");

    private final String mediaType;

    StreamKind(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return this.mediaType;
    }

}
