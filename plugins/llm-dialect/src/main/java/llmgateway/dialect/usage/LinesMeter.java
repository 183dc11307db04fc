package llmgateway.dialect.usage;

import llmgateway.core.usage.AnswerReading;

/** An answer that is a stream of lines, each a JSON document (NDJSON). */
final class LinesMeter implements AnswerMeter {

    private final AnswerReader reader;

    private final AnswerNotes notes;

    private final JsonFields fields;

    LinesMeter(AnswerFamily family, AnswerNotes notes) {
        this.reader = family.reader().get();
        this.notes = notes;
        this.fields = new JsonFields(family.fields());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int from = offset;
        for (int at = offset; at < end; at++) {
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                this.fields.write(bytes, from, at - from);
                endLine();
                from = at + 1;
            }
        }
        this.fields.write(bytes, from, end - from);
    }

    private void endLine() {
        if (this.fields.ended()) {
            this.notes.common(this.fields.document());
            this.reader.read(this.fields.document(), this.notes);
        }
        this.fields.next();
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
    public AnswerReading finish(boolean ended) {
        endLine();
        this.fields.close();
        return this.notes.reading();
    }

}
