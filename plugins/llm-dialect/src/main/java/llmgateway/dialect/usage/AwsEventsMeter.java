package llmgateway.dialect.usage;

import llmgateway.core.usage.AnswerReading;

/**
 * An answer that is a stream of AWS' frames, each with a JSON document as its payload.
 */
final class AwsEventsMeter implements AnswerMeter, AwsFrames.Listener {

    private final AwsFrames frames = new AwsFrames(this);

    private final AnswerNotes notes;

    private final JsonDocuments documents;

    AwsEventsMeter(AnswerFamily family, AnswerNotes notes) {
        this.notes = notes;
        this.documents = new JsonDocuments(family, notes);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        this.frames.write(bytes, offset, length);
    }

    @Override
    public void payload(byte[] bytes, int offset, int length) {
        this.documents.write(bytes, offset, length);
    }

    @Override
    public void endOfFrame(boolean exception) {
        if (exception) {
            this.notes.error();
            this.documents.skip();
        }
        else {
            this.documents.end();
        }
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
        this.documents.close();
        return this.notes.reading();
    }

}
