package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps two runners from replacing each other's socket at the same moment. Held by the
 * operating system for as long as the process lives.
 */
final class SocketLock implements AutoCloseable {

    private final Path file;

    private final FileChannel channel;

    private SocketLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @throws IOException if another process holds it
     */
    static SocketLock acquire(Path socket) throws IOException {
        Path file = socket.resolveSibling(socket.getFileName() + ".lock");
        while (true) {
            FileChannel channel = FileChannel.open(file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (!isLocked(channel)) {
                channel.close();
                throw new IOException("another runner holds " + file);
            }
            if (isAt(file, channel)) {
                return new SocketLock(file, channel);
            }
            channel.close();
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        }
        catch (OverlappingFileLockException ex) {
            return false;
        }
    }

    /**
     * Whether the locked file is still the one at its path: its last holder removes it,
     * and may have done so after we opened it.
     */
    private static boolean isAt(Path file, FileChannel locked) throws IOException {
        byte[] mark = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        locked.truncate(0).write(ByteBuffer.wrap(mark));
        try {
            return Arrays.equals(mark, Files.readAllBytes(file));
        }
        catch (NoSuchFileException ex) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try (this.channel) {
            Files.deleteIfExists(this.file);
        }
    }

}
