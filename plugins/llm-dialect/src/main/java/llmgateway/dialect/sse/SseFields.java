package llmgateway.dialect.sse;

/**
 * Reads the lines of one event after the other as their bytes come, and hands on the
 * values of its {@code data} fields, joined by line feeds. Not thread-safe.
 */
final class SseFields {

    private static final byte[] LINE_FEED = { '\n' };

    /** The longest name of a field that is known, and one byte more. */
    private static final int NAME_BYTES = "event".length() + 1;

    /** Event names are longer nowhere. */
    private static final int EVENT_NAME_CHARACTERS = 64;

    private final Data data;

    private final StringBuilder name = new StringBuilder(NAME_BYTES);

    private final StringBuilder event = new StringBuilder();

    private Part part = Part.NAME;

    private Field field = Field.OTHER;

    private boolean hasData;

    SseFields(Data data) {
        this.data = data;
    }

    void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte current = bytes[at];
            if (current == '\r' || current == '\n') {
                // The LF of a CRLF makes an empty line here, which is no field.
                endLine();
                at++;
            }
            else if (this.part == Part.NAME) {
                readName(current);
                at++;
            }
            else if (this.part == Part.COLON) {
                this.part = Part.VALUE;
                at += (current == ' ') ? 1 : 0;
            }
            else {
                int end = endOfLine(bytes, at, to);
                readValue(bytes, at, end);
                at = end;
            }
        }
    }

    private void readName(byte current) {
        if (current == ':') {
            beginField();
            this.part = Part.COLON;
        }
        else if (this.name.length() < NAME_BYTES) {
            this.name.append((char) (current & 0xFF));
        }
    }

    private void beginField() {
        this.field = switch (this.name.toString()) {
            case "data" -> Field.DATA;
            case "event" -> Field.EVENT;
            default -> Field.OTHER;
        };
        if (this.field == Field.EVENT) {
            this.event.setLength(0);
        }
        else if (this.field == Field.DATA) {
            if (this.hasData) {
                this.data.read(LINE_FEED, 0, 1);
            }
            this.hasData = true;
        }
    }

    private void readValue(byte[] bytes, int from, int to) {
        if (this.field == Field.DATA) {
            this.data.read(bytes, from, to - from);
        }
        else if (this.field == Field.EVENT) {
            for (int i = from; i < to && this.event.length() < EVENT_NAME_CHARACTERS; i++) {
                this.event.append((char) (bytes[i] & 0xFF));
            }
        }
    }

    private void endLine() {
        if (this.part == Part.NAME && !this.name.isEmpty()) {
            beginField();
        }
        this.part = Part.NAME;
        this.name.setLength(0);
    }

    private static int endOfLine(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '\r' && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Whether the event has had a {@code data} field so far. */
    boolean hasData() {
        return this.hasData;
    }

    /** The event's name, in Latin-1; empty if it has none. */
    String event() {
        return this.event.toString();
    }

    /** Begins the next event, whether or not the last one ended with its line. */
    void nextEvent() {
        endLine();
        this.event.setLength(0);
        this.hasData = false;
    }

    /** Takes a piece of an event's data. */
    @FunctionalInterface
    interface Data {

        void read(byte[] bytes, int offset, int length);

    }

    private enum Part {

        NAME, COLON, VALUE

    }

    private enum Field {

        DATA, EVENT, OTHER

    }

}
