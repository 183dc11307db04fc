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

    /**
     * Writes a reply after which the gateway closes the connection, rather than putting
     * it back into its pool: cosockets refuse to pool one with unread data
     * (lua-nginx-module, {@code tcpsock:setkeepalive}). The byte that is too many comes
     * with the reply; to close the connection comes later, when the gateway may have sent
     * the next call on it already.
     */
    void writeLast(ByteBuffer frame) throws IOException {
        write(ByteBuffer.allocate(frame.remaining() + 1).put(frame).put((byte) 0).flip());
    }

}
