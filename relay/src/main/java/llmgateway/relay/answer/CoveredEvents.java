package llmgateway.relay.answer;

import java.io.IOException;
import java.io.OutputStream;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.budget.RunningHold.Covering;
import llmgateway.dialect.translation.AnswerTranslation;
import llmgateway.dialect.translation.StreamTranslation;

/**
 * Passes events on as they are, as far as what the call holds covers their words. They
 * are read at the side, by a translation into the API that they are in already: so the
 * last of them can be told in part, and the stream ended properly. Used by the call's
 * thread.
 */
final class CoveredEvents extends OutputStream {

    private final OutputStream out;

    private final RunningHold hold;

    private final CoveredText text;

    private final StreamTranslation reading;

    private final EventEnds ends;

    /** Of the event that was cut, what is covered. */
    private byte[] partly = new byte[0];

    CoveredEvents(OutputStream out, EventEnds ends, RunningHold hold, AnswerTranslation same) {
        this.out = out;
        this.ends = ends;
        this.hold = hold;
        this.text = new CoveredText(hold);
        this.reading = same.stream(this.text);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] { (byte) b }, 0, 1);
    }

    @Override
    public void write(byte[] events, int offset, int length) throws IOException {
        if (this.reading.isCut()) {
            return;
        }
        int covered = offset;
        try {
            for (int i = offset; i < offset + length && !this.reading.isCut(); i++) {
                if (this.ends.isEnd(events[i]) || i == offset + length - 1) {
                    covered = cover(events, covered, i + 1);
                }
            }
        }
        finally {
            this.out.write(events, offset, covered - offset);
        }
        if (this.reading.isCut()) {
            this.out.write(this.partly);
        }
    }

    /**
     * @return how far events are covered: to the end or, where that is not, the begin
     */
    private int cover(byte[] events, int begin, int end) {
        byte[] read = this.reading.write(events, begin, end - begin);
        if (this.reading.isCut()) {
            this.partly = read;
            return begin;
        }
        return end;
    }

    /** Whether nothing more is passed on. */
    boolean isCut() {
        return this.reading.isCut();
    }

    /** Why. */
    Covering why() {
        return this.text.last();
    }

    /** Ends the client's stream where it was cut. */
    void end() throws IOException {
        this.out.write(this.reading.end(this.hold.delivered()));
        this.out.close();
    }

}
