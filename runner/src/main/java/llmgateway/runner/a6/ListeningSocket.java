package llmgateway.runner.a6;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The socket that gateways connect to, and its file. At no moment is the file there with
 * more access than configured: it is made in a directory of our own and moved into place.
 */
final class ListeningSocket implements AutoCloseable {

    /** Bytes of a Unix socket's path on Linux: {@code sun_path} without its last 0. */
    private static final int MAX_PATH = 107;

    private static final int BACKLOG = 1024;

    private static final int FILE_TYPE = 0170000;

    private static final int SOCKET = 0140000;

    private final Path path;

    private final Object fileKey;

    private final ServerSocketChannel channel;

    private final SocketLock lock;

    private ListeningSocket(Path path, ServerSocketChannel channel, SocketLock lock) throws IOException {
        this.path = path;
        this.fileKey = fileKey(path);
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Replaces the socket that a dead runner left behind.
     * @throws IOException naming the path and what is wrong: another process listens
     * there, it is not a socket, it is too long, no such group
     */
    static ListeningSocket open(Path path, SocketAccess access) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path directory = Objects.requireNonNull(absolute.getParent(), "a socket needs a directory");
        Path staging = directory.resolve(".a6-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 16)));
        checkLength(absolute, absolute);
        checkLength(absolute, staging.resolve("s"));
        if (!Files.isDirectory(directory)) {
            throw new IOException("there is no directory " + directory + " for the socket");
        }
        SocketLock lock = SocketLock.acquire(absolute);
        try {
            checkReplaceable(absolute);
            return new ListeningSocket(absolute, listen(staging, absolute, access), lock);
        }
        catch (IOException | RuntimeException ex) {
            lock.close();
            throw ex;
        }
    }

    private static void checkLength(Path wanted, Path used) throws IOException {
        int length = used.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH) {
            throw new IOException("the socket's path " + wanted + " is too long: the operating system allows "
                    + MAX_PATH + " bytes, and " + used + " takes " + length);
        }
    }

    private static void checkReplaceable(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & FILE_TYPE) != SOCKET) {
            throw new IOException(path + " exists and is not a socket; it is left alone");
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new IOException("another process listens on " + path);
        }
        catch (ConnectException ex) {
            // Nobody listens: a dead runner's.
        }
    }

    private static ServerSocketChannel listen(Path staging, Path path, SocketAccess access) throws IOException {
        Files.createDirectory(staging,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path socket = staging.resolve("s");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
            grant(socket, access);
            Files.move(socket, path, StandardCopyOption.ATOMIC_MOVE);
            return channel;
        }
        catch (IOException | RuntimeException ex) {
            channel.close();
            Files.deleteIfExists(socket);
            throw ex;
        }
        finally {
            Files.delete(staging);
        }
    }

    /**
     * The group first: the mode may give it more than the process' own group may have.
     */
    private static void grant(Path socket, SocketAccess access) throws IOException {
        PosixFileAttributeView attributes = Files.getFileAttributeView(socket, PosixFileAttributeView.class);
        if (access.group().isPresent()) {
            attributes.setGroup(group(socket, access.group().get()));
        }
        attributes.setPermissions(access.permissions());
    }

    private static GroupPrincipal group(Path socket, String name) throws IOException {
        try {
            return socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
        }
        catch (UserPrincipalNotFoundException ex) {
            throw new IOException("there is no group '" + name + "' for the socket", ex);
        }
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    }

    SocketChannel accept() throws IOException {
        return this.channel.accept();
    }

    boolean isOpen() {
        return this.channel.isOpen();
    }

    /** Removes the file, if it is still ours. */
    @Override
    public void close() throws IOException {
        try (this.lock; this.channel) {
            if (Files.exists(this.path, LinkOption.NOFOLLOW_LINKS) && fileKey(this.path).equals(this.fileKey)) {
                Files.delete(this.path);
            }
        }
    }

}
