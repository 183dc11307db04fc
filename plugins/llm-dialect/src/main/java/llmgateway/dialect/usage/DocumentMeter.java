package llmgateway.dialect.usage;

import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.DeliveredText;

/** An answer that is one JSON document, or nothing that could be read. */
final class DocumentMeter implements AnswerMeter {

    private final AnswerReader reader;

    private final AnswerNotes notes;

    private final JsonFields fields;

    private Kind kind = Kind.UNKNOWN;

    DocumentMeter(AnswerFamily family, AnswerNotes notes) {
        this.reader = family.reader().get();
        this.notes = notes;
        this.fields = new JsonFields(family.fields());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (this.kind == Kind.UNKNOWN) {
            this.kind = kindOf(bytes, offset, length);
        }
        if (this.kind != Kind.OTHER) {
            this.fields.write(bytes, offset, length);
        }
    }

    private static Kind kindOf(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!JsonSpace.is(bytes[i])) {
                return (bytes[i] == '{' || bytes[i] == '[') ? Kind.JSON : Kind.OTHER;
            }
        }
        return Kind.UNKNOWN;
    }

    @Override
    public boolean tokenSeen() {
        return false;
    }

    @Override
    public boolean errorSeen() {
        return this.notes.isError();
    }

    @Override
    public boolean endSeen() {
        return false;
    }

    @Override
    public AnswerReading finish(boolean ended) {
        if (this.fields.ended()) {
            JsonDocument document = this.fields.document();
            this.notes.common(document);
            this.reader.read(document, this.notes);
            this.notes.whole();
        }
        else if (ended && this.kind != Kind.JSON) {
            this.notes.whole();
        }
        this.fields.close();
        return this.notes.reading().withDelivered(DeliveredText.NONE);
    }

    private enum Kind {

        UNKNOWN, JSON, OTHER

    }

}
