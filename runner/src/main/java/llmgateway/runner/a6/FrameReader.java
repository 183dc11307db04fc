package llmgateway.runner.a6;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads frames, one after the other. A frame gets memory as its bytes arrive, whatever
 * its header claims, and none of it is kept once the frame is handed out. Not
 * thread-safe.
 */
final class FrameReader {

    /** Holds most calls whole; larger ones are read past it. */
    private static final int BUFFER = 8 * 1024;

    /**
     * The first step of a larger frame's memory, each further step being four times that.
     */
    private static final int FIRST_STEP = 64 * 1024;

    /** Per read, so that the JDK's own direct buffer per thread stays small. */
    private static final int MAX_READ = 128 * 1024;

    private final ReadableByteChannel channel;

    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

    FrameReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /**
     * @return empty if the peer closed the connection between two frames
     * @throws EOFException if it closed it within one
     */
    Optional<Frame> next() throws IOException {
        if (!fillHeader()) {
            return Optional.empty();
        }
        int header = this.buffer.getInt();
        int number = header >>> 24;
        FrameType type = FrameType.of(number)
            .orElseThrow(() -> new MalformedFrameException("unknown frame type " + number));
        return Optional.of(new Frame(type, body(header & Frame.MAX_BODY)));
    }

    private boolean fillHeader() throws IOException {
        while (this.buffer.remaining() < Frame.HEADER) {
            this.buffer.compact();
            int read = this.channel.read(this.buffer);
            this.buffer.flip();
            if (read < 0) {
                if (this.buffer.hasRemaining()) {
                    throw new EOFException("closed within a frame's header");
                }
                return false;
            }
        }
        return true;
    }

    private byte[] body(int length) throws IOException {
        byte[] body = new byte[Math.min(length, FIRST_STEP)];
        int filled = Math.min(length, this.buffer.remaining());
        this.buffer.get(body, 0, filled);
        while (filled < length) {
            if (filled == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, 4L * body.length));
            }
            int read = this.channel.read(ByteBuffer.wrap(body, filled, Math.min(MAX_READ, body.length - filled)));
            if (read < 0) {
                throw new EOFException("closed within a frame");
            }
            filled += read;
        }
        return body;
    }

}
