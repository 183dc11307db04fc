package llmgateway.dialect.usage;

/** The documents of an answer that come one after the other. */
final class JsonDocuments {

    private final AnswerReader reader;

    private final AnswerNotes notes;

    private final JsonFields fields;

    JsonDocuments(AnswerFamily family, AnswerNotes notes) {
        this.reader = family.reader().get();
        this.notes = notes;
        this.fields = new JsonFields(family.fields());
    }

    void write(byte[] bytes, int offset, int length) {
        this.fields.write(bytes, offset, length);
    }

    /** The document under way is over: it is read if it came whole. */
    void end() {
        if (this.fields.ended()) {
            this.notes.common(this.fields.document());
            this.reader.read(this.fields.document(), this.notes);
        }
        this.fields.next();
    }

    /** The document under way is over and not read. */
    void skip() {
        this.fields.next();
    }

    void close() {
        this.fields.close();
    }

}
