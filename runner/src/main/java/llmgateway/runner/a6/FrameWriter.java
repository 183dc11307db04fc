package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Writes frames. Not thread-safe. */
final class FrameWriter {

    /** Per write, so that the JDK's own direct buffer per thread stays small. */
    private static final int MAX_WRITE = 128 * 1024;

    private final WritableByteChannel channel;

    FrameWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    /**
     * @param frames whole frames, header included
     */
    void write(ByteBuffer frames) throws IOException {
        int end = frames.limit();
        while (frames.position() < end) {
            frames.limit(Math.min(end, frames.position() + MAX_WRITE));
            this.channel.write(frames);
        }
    }

}
