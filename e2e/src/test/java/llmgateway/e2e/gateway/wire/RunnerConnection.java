package llmgateway.e2e.gateway.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A connection to a runner's socket, used by one thread at a time. */
public final class RunnerConnection implements Closeable {

    /** What {@code init.lua} waits for a reply. */
    public static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

    private final SocketChannel channel;

    private final Duration readTimeout;

    private RunnerConnection(SocketChannel channel, Duration readTimeout) {
        this.channel = channel;
        this.readTimeout = readTimeout;
    }

    public static RunnerConnection open(Path socket) throws IOException {
        return open(socket, READ_TIMEOUT);
    }

    public static RunnerConnection open(Path socket, Duration readTimeout) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        }
        catch (IOException ex) {
            channel.close();
            throw ex;
        }
        return new RunnerConnection(channel, readTimeout);
    }

    /**
     * @throws IOException also for a payload that no frame can carry, as there
     */
    public void send(Frame frame) throws IOException {
        if (frame.payload().length > Frame.MAX_PAYLOAD) {
            throw new IOException("the max length of data is " + Frame.MAX_PAYLOAD);
        }
        sendRaw(frame.bytes());
    }

    /** Sends bytes that need not be a frame. */
    public void sendRaw(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            this.channel.write(buffer);
        }
    }

    /** Says that nothing more will be sent. */
    public void endOutput() throws IOException {
        this.channel.shutdownOutput();
    }

    /**
     * @throws EOFException if the runner closed the connection
     * @throws IOException if it broke, or nothing came within the read timeout
     */
    public Frame receive() throws IOException {
        CompletableFuture<Void> received = new CompletableFuture<>();
        CompletableFuture<Void> watched = received.orTimeout(this.readTimeout.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((done, timeout) -> {
                if (timeout != null) {
                    close();
                }
            });
        try {
            ByteBuffer header = read(Frame.HEADER_BYTES);
            int word = header.getInt();
            return new Frame(word >>> 24, read(word & Frame.MAX_PAYLOAD).array());
        }
        catch (IOException ex) {
            if (watched.isCompletedExceptionally()) {
                throw new IOException("nothing came within " + this.readTimeout, ex);
            }
            throw ex;
        }
        finally {
            received.complete(null);
        }
    }

    /** Receives a frame and reads it strictly. */
    public RunnerMessage receiveMessage() throws IOException {
        return StrictReader.read(receive());
    }

    /** What lies unread, without waiting for anything. */
    public Silence silence() {
        try {
            this.channel.configureBlocking(false);
            int read = this.channel.read(ByteBuffer.allocate(1));
            this.channel.configureBlocking(true);
            return (read == 0) ? Silence.QUIET : ((read < 0) ? Silence.CLOSED : Silence.SPOKEN_UNASKED);
        }
        catch (IOException ex) {
            return Silence.CLOSED;
        }
    }

    @Override
    public void close() {
        try {
            this.channel.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (this.channel.read(buffer) < 0) {
                throw new EOFException("the runner closed the connection");
            }
        }
        return buffer.flip();
    }

    /** State of a connection nobody waits on. */
    public enum Silence {

        QUIET, CLOSED, SPOKEN_UNASKED

    }

}
