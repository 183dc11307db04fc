package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for gateways and serves each connection on a virtual thread. Started once,
 * stopped once.
 */
final class A6Server {

    private static final Logger log = LoggerFactory.getLogger(A6Server.class);

    private static final Duration PAUSE_AFTER_FAILED_ACCEPT = Duration.ofMillis(100);

    private final SocketClaim claim;

    private final ListeningSocket socket;

    private final FrameHandler handler;

    private final int maxConnections;

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private final ExecutorService threads = Executors
        .newThreadPerTaskExecutor(Thread.ofVirtual().name("a6-", 0).factory());

    private volatile Optional<Successor> successor = Optional.empty();

    private volatile long lastEnd = System.nanoTime();

    /**
     * @param claim whose socket this listens on, and takes away when it stops
     * @param maxConnections further ones are closed as they come; APISIX keeps up to 32 a
     * worker
     */
    A6Server(SocketClaim claim, int maxConnections, FrameHandler handler) {
        this.claim = claim;
        this.socket = claim.socket();
        this.handler = handler;
        this.maxConnections = maxConnections;
        this.threads.execute(this::acceptAll);
    }

    private void acceptAll() {
        boolean full = false;
        while (this.socket.isOpen()) {
            try {
                SocketChannel channel = this.socket.accept();
                if (this.connections.size() < this.maxConnections) {
                    full = false;
                    serve(channel);
                }
                else {
                    channel.close();
                    if (!full) {
                        log.error("All {} connections are in use; further ones are closed", this.maxConnections);
                    }
                    full = true;
                }
            }
            catch (IOException ex) {
                pauseAfter(ex);
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        Connection connection = new Connection(channel, this.handler, () -> this.successor);
        this.connections.add(connection);
        try {
            this.threads.execute(() -> {
                try {
                    connection.run();
                }
                finally {
                    this.connections.remove(connection);
                    this.lastEnd = System.nanoTime();
                }
            });
        }
        catch (RejectedExecutionException ex) {
            channel.close();
            this.connections.remove(connection);
        }
    }

    /** Most likely out of file descriptors, which other calls give back as they end. */
    private void pauseAfter(IOException failure) {
        if (!this.socket.isOpen()) {
            return;
        }
        log.error("A connection could not be accepted: {}", failure.toString());
        try {
            Thread.sleep(PAUSE_AFTER_FAILED_ACCEPT);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isListening() {
        return this.socket.isOpen();
    }

    int connections() {
        return this.connections.size();
    }

    /**
     * From here on calls are passed on, each ending its connection. What is already
     * connected is still accepted.
     */
    void passOnTo(Successor other) {
        this.successor = Optional.of(other);
    }

    /** Whether calls run that are not passed on. */
    boolean isBusy() {
        return this.connections.stream().anyMatch(Connection::isBusy);
    }

    /** Whether no call runs, and no connection has ended for that long. */
    boolean isQuietFor(Duration time) {
        return this.connections.stream().allMatch(Connection::isIdle)
                && System.nanoTime() - this.lastEnd >= time.toNanos();
    }

    /**
     * Accepts nothing more, lets running calls finish and then ends them.
     * @param grace how long running calls may take
     */
    void stop(Duration grace) throws IOException {
        this.claim.leavePath();
        this.threads.shutdown();
        this.connections.forEach(Connection::stop);
        try {
            if (!this.threads.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS)) {
                log.warn("Calls on {} connections did not finish within {} ms and are broken off",
                        this.connections.size(), grace.toMillis());
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        this.threads.shutdownNow();
    }

}
