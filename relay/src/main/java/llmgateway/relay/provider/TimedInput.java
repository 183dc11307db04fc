package llmgateway.relay.provider;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A provider's body, each read of which is under a time limit. */
final class TimedInput extends FilterInputStream {

    private final TimeLimit limit;

    private final Duration perRead;

    TimedInput(InputStream in, TimeLimit limit, Duration perRead) {
        super(in);
        this.limit = limit;
        this.perRead = perRead;
    }

    @Override
    public int read() throws IOException {
        this.limit.within(this.perRead);
        int read = super.read();
        this.limit.untilTheEnd();
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        this.limit.within(this.perRead);
        int read = super.read(bytes, offset, length);
        this.limit.untilTheEnd();
        return read;
    }

}
