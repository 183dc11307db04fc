package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import llmgateway.runner.a6.SocketLock.Place;

/**
 * A runner's claim on the path that gateways connect to: made when the runner is ready,
 * lost when another one takes over. At no moment of a takeover is the path without a
 * socket that is listened on.
 * <p>
 * The newcomer puts its socket over the predecessor's, where calls then wait. The
 * predecessor sees that, frees its ports and lets go of the charge; the newcomer takes
 * it, opens its ports, and serves the calls.
 */
final class SocketClaim implements AutoCloseable {

    private final SocketLock lock;

    private final ListeningSocket socket;

    private SocketClaim(SocketLock lock, ListeningSocket socket) {
        this.lock = lock;
        this.socket = socket;
    }

    /**
     * Returns when this runner is in charge.
     * @param takeover whether to take over from a runner that lets us, and to let others
     * @param patience for a predecessor to let go, and for another newcomer to be done
     * @throws IOException saying why it cannot be
     */
    static SocketClaim make(Path path, SocketAccess access, boolean takeover, Duration patience) throws IOException {
        Path absolute = path.toAbsolutePath();
        ListeningSocket.checkPlace(absolute);
        SocketLock lock = SocketLock.of(absolute);
        try {
            lock.hold(Place.PATH, takeover ? patience : Duration.ZERO);
            checkFree(absolute, lock, takeover);
            return new SocketClaim(lock, take(absolute, access, lock, takeover, patience));
        }
        catch (IOException | RuntimeException ex) {
            lock.close();
            throw ex;
        }
    }

    private static void checkFree(Path path, SocketLock lock, boolean takeover) throws IOException {
        if (lock.tryHold(Place.CHARGE)) {
            if (ListeningSocket.isServed(path)) {
                throw new IOException("another process listens on " + path);
            }
        }
        else if (!takeover || !lock.isYielding()) {
            throw new IOException("another runner listens on " + path
                    + "; to take over from it, llm.socket.takeover must be true for both");
        }
    }

    private static ListeningSocket take(Path path, SocketAccess access, SocketLock lock, boolean takeover,
            Duration patience) throws IOException {
        ListeningSocket socket = ListeningSocket.put(path, access);
        try {
            lock.hold(Place.CHARGE, patience);
            lock.announce(takeover);
            return socket;
        }
        catch (IOException ex) {
            try (socket) {
                socket.remove();
            }
            throw ex;
        }
    }

    ListeningSocket socket() {
        return this.socket;
    }

    /** To be called when calls are served: from here on another one may take over. */
    void serving() throws IOException {
        this.lock.release(Place.PATH);
    }

    boolean isLost() {
        return this.socket.isReplaced();
    }

    /** To be called when the configured ports are free for the successor. */
    void letGo() throws IOException {
        this.lock.release(Place.CHARGE);
    }

    /**
     * Takes the socket away; what is connected stays connected. A newcomer that is just
     * changing the path will have put its own there.
     */
    void leavePath() throws IOException {
        try (this.socket) {
            if (this.lock.tryHold(Place.PATH)) {
                this.socket.remove();
            }
        }
        finally {
            this.lock.release(Place.PATH);
        }
    }

    @Override
    public void close() throws IOException {
        try (this.lock) {
            leavePath();
        }
    }

}
