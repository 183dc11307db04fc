package llmgateway.dialect.usage;

import llmgateway.core.usage.AnswerReading;

/** An answer that is a stream of lines, each a JSON document (NDJSON). */
final class LinesMeter implements AnswerMeter {

    private final AnswerNotes notes;

    private final JsonDocuments documents;

    LinesMeter(AnswerFamily family, AnswerNotes notes) {
        this.notes = notes;
        this.documents = new JsonDocuments(family, notes);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int from = offset;
        for (int at = offset; at < end; at++) {
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                this.documents.write(bytes, from, at - from);
                this.documents.end();
                from = at + 1;
            }
        }
        this.documents.write(bytes, from, end - from);
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
        this.documents.end();
        this.documents.close();
        return this.notes.reading();
    }

}
