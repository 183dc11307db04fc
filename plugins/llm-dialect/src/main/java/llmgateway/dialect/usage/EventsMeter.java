package llmgateway.dialect.usage;

import java.nio.charset.StandardCharsets;

import llmgateway.core.usage.AnswerReading;
import llmgateway.dialect.sse.SseListener;
import llmgateway.dialect.sse.SseReader;

/** An answer that is a stream of events, each with a JSON document as its data. */
final class EventsMeter implements AnswerMeter, SseListener {

    /** What OpenAI and its like end a stream with. */
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final SseReader events = new SseReader(this);

    private final AnswerNotes notes;

    private final JsonDocuments documents;

    private Data data = Data.EMPTY;

    /** How much of {@link #DONE} the data has been so far. */
    private int done;

    EventsMeter(AnswerFamily family, AnswerNotes notes) {
        this.notes = notes;
        this.documents = new JsonDocuments(family, notes);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        this.events.write(bytes, offset, length);
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end && this.data == Data.EMPTY) {
            if (JsonSpace.is(bytes[at])) {
                at++;
            }
            else {
                this.data = (bytes[at] == '{') ? Data.JSON : Data.TEXT;
            }
        }
        if (this.data == Data.JSON) {
            this.documents.write(bytes, at, end - at);
        }
        else if (this.data == Data.TEXT) {
            readText(bytes, at, end);
        }
    }

    private void readText(byte[] bytes, int from, int to) {
        for (int i = from; i < to && this.done >= 0; i++) {
            boolean fits = this.done < DONE.length && bytes[i] == DONE[this.done];
            boolean spaceBehind = this.done == DONE.length && JsonSpace.is(bytes[i]);
            if (fits) {
                this.done++;
            }
            else if (!spaceBehind) {
                this.done = -1;
            }
        }
    }

    @Override
    public void endOfEvent(String name) {
        if (name.equals("error")) {
            this.notes.error();
        }
        if (this.data == Data.JSON) {
            this.documents.end();
        }
        else if (this.data == Data.TEXT && this.done == DONE.length) {
            this.notes.whole();
        }
        this.data = Data.EMPTY;
        this.done = 0;
    }

    @Override
    public boolean tokenSeen() {
        return this.notes.tokenSeen();
    }

    @Override
    public boolean errorSeen() {
        return this.notes.isError();
    }

    @Override
    public boolean endSeen() {
        return this.notes.endSeen();
    }

    @Override
    public AnswerReading finish(boolean ended) {
        this.events.finish();
        this.documents.close();
        return this.notes.reading();
    }

    private enum Data {

        EMPTY, JSON, TEXT

    }

}
