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

    private ListeningSocket(Path path, ServerSocketChannel channel) throws IOException {
        this.path = path;
        this.fileKey = fileKey(path);
        this.channel = channel;
    }

    /**
     * Takes the place of the socket that is there, if one is. From here on gateways
     * connect to this one; they wait until they are accepted.
     * @param path absolute
     * @throws IOException naming the path and what is wrong: it is not a socket, it is
     * too long, no such group
     */
    static ListeningSocket put(Path path, SocketAccess access) throws IOException {
        if (exists(path) && !isSocket(path)) {
            throw new IOException(path + " exists and is not a socket; it is left alone");
        }
        return new ListeningSocket(path, listen(staging(path), path, access));
    }

    /**
     * @throws IOException if no socket can be at that path
     */
    static void checkPlace(Path path) throws IOException {
        checkLength(path, path);
        checkLength(path, staging(path).resolve("s"));
        if (!Files.isDirectory(directory(path))) {
            throw new IOException("there is no directory " + directory(path) + " for the socket");
        }
    }

    private static Path directory(Path path) {
        return Objects.requireNonNull(path.getParent(), "a socket needs a directory");
    }

    private static Path staging(Path path) {
        return directory(path).resolve(".a6-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 16)));
    }

    private static void checkLength(Path wanted, Path used) throws IOException {
        int length = used.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH) {
            throw new IOException("the socket's path " + wanted + " is too long: the operating system allows "
                    + MAX_PATH + " bytes, and " + used + " takes " + length);
        }
    }

    /** Whether somebody listens there, and not a dead runner's socket is all there is. */
    static boolean isServed(Path path) throws IOException {
        if (!exists(path) || !isSocket(path)) {
            return false;
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return true;
        }
        catch (ConnectException ex) {
            return false;
        }
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isSocket(Path path) throws IOException {
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & FILE_TYPE) == SOCKET;
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

    /**
     * Whether another socket is at the path now. Its file's number cannot be that of
     * ours, which stays in use for as long as this is open.
     */
    boolean isReplaced() {
        try {
            return this.channel.isOpen() && exists(this.path) && !isInPlace() && isSocket(this.path);
        }
        catch (IOException ex) {
            // Gone in between.
            return false;
        }
    }

    private boolean isInPlace() throws IOException {
        return fileKey(this.path).equals(this.fileKey);
    }

    /** Removes the file, if it is still ours. */
    void remove() throws IOException {
        if (this.channel.isOpen() && exists(this.path) && isInPlace()) {
            Files.delete(this.path);
        }
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

}
