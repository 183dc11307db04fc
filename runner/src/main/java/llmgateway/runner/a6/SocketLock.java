package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What the runners at one path agree by: a file beside the socket with two places, each
 * held by one process at most. The operating system frees them when the process ends. The
 * file stays: to remove it would let two processes hold the same place of two files.
 * <p>
 * Opened once in a process: closing any other channel to the file would free the places
 * (fcntl(2), POSIX record locks).
 */
final class SocketLock implements AutoCloseable {

    private static final Duration RETRY = Duration.ofMillis(5);

    private static final byte YIELDS = 'y';

    private static final byte STAYS = 'n';

    private final Path file;

    private final FileChannel channel;

    private final Map<Place, FileLock> held = new EnumMap<>(Place.class);

    private SocketLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static SocketLock of(Path socket) throws IOException {
        Path file = socket.resolveSibling(socket.getFileName() + ".lock");
        return new SocketLock(file,
                FileChannel.open(file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    /**
     * @return whether it is ours now, or was already
     */
    synchronized boolean tryHold(Place place) throws IOException {
        if (this.held.containsKey(place)) {
            return true;
        }
        try {
            FileLock lock = this.channel.tryLock(place.ordinal(), 1, false);
            if (lock != null) {
                this.held.put(place, lock);
            }
            return lock != null;
        }
        catch (OverlappingFileLockException ex) {
            return false;
        }
    }

    /**
     * @throws IOException if another process still holds it in the end
     */
    void hold(Place place, Duration atMost) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!tryHold(place)) {
            if (System.nanoTime() - deadline >= 0) {
                throw new IOException("another runner holds " + this.file
                        + (atMost.isZero() ? "" : ", still after " + atMost.toMillis() + " ms"));
            }
            pause();
        }
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(RETRY);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + this.file, ex);
        }
    }

    synchronized void release(Place place) throws IOException {
        FileLock lock = this.held.remove(place);
        if (lock != null) {
            lock.release();
        }
    }

    /** Says for the one in charge whether it lets another take over. */
    void announce(boolean yields) throws IOException {
        this.channel.write(ByteBuffer.wrap(new byte[] { yields ? YIELDS : STAYS }), 0);
    }

    /** What the one in charge has announced. */
    boolean isYielding() throws IOException {
        ByteBuffer said = ByteBuffer.allocate(1);
        return this.channel.read(said, 0) == 1 && said.get(0) == YIELDS;
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

    @Override
    public String toString() {
        return this.file.toString();
    }

    /** What can be held. */
    enum Place {

        /** To listen on the ports whose numbers are configured, and to serve. */
        CHARGE,

        /** To change what is at the path: one newcomer after the other. */
        PATH

    }

}
