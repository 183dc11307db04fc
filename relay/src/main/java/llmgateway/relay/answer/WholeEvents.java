package llmgateway.relay.answer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes events on as soon as each is whole, so that a stream which breaks off can be
 * ended with an event of our own. Changes no byte.
 */
final class WholeEvents extends OutputStream {

    private final OutputStream out;

    private final int bound;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    private final EventEnds ends;

    /**
     * @param bound in bytes, up to which a part of an event is held back
     */
    WholeEvents(OutputStream out, EventEnds ends, int bound) {
        this.out = out;
        this.ends = ends;
        this.bound = bound;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] { (byte) b }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int whole = endOfLastEvent(bytes, offset, length);
        if (whole > 0 && this.held.size() == 0) {
            this.out.write(bytes, offset, whole);
        }
        else if (whole > 0) {
            this.held.write(bytes, offset, whole);
            finish();
        }
        this.held.write(bytes, offset + whole, length - whole);
        if (this.held.size() > this.bound) {
            finish();
        }
    }

    /** Passes on what is held back, at the end of a stream that came whole. */
    void finish() throws IOException {
        if (this.held.size() > 0) {
            this.out.write(this.held.toByteArray(), 0, this.held.size());
            this.held.reset();
        }
    }

    /** How many of the bytes belong to events that end in them; 0 if none does. */
    private int endOfLastEvent(byte[] bytes, int offset, int length) {
        int end = 0;
        for (int i = 0; i < length; i++) {
            if (this.ends.isEnd(bytes[offset + i])) {
                end = i + 1;
            }
        }
        return end;
    }

}
