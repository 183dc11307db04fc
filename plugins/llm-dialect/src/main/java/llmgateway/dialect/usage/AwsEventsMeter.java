package llmgateway.dialect.usage;

import llmgateway.core.usage.AnswerReading;

/**
 * An answer that is a stream of AWS' frames, each with a JSON document as its payload.
 */
final class AwsEventsMeter implements AnswerMeter, AwsFrames.Listener {

    private final AwsFrames frames = new AwsFrames(this);

    private final AnswerReader reader;

    private final AnswerNotes notes;

    private final JsonFields fields;

    AwsEventsMeter(AnswerFamily family, AnswerNotes notes) {
        this.reader = family.reader().get();
        this.notes = notes;
        this.fields = new JsonFields(family.fields());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        this.frames.write(bytes, offset, length);
    }

    @Override
    public void payload(byte[] bytes, int offset, int length) {
        this.fields.write(bytes, offset, length);
    }

    @Override
    public void endOfFrame(boolean exception) {
        if (exception) {
            this.notes.error();
        }
        else if (this.fields.ended()) {
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
        this.fields.close();
        return this.notes.reading();
    }

}
