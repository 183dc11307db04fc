package llmgateway.runner.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an exception where more is read than there may be. */
final class LimitedInput extends FilterInputStream {

    private long left;

    LimitedInput(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            count(1);
        }
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws TooLong {
        this.left -= read;
        if (this.left < 0) {
            throw new TooLong();
        }
    }

    /** There is more than there may be. */
    static final class TooLong extends IOException {

        private static final long serialVersionUID = 1L;

    }

}
