package llmgateway.e2e.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import llmgateway.e2e.gateway.wire.RunnerConnection;
import llmgateway.e2e.gateway.wire.RunnerConnection.Silence;
import org.jspecify.annotations.Nullable;

/**
 * Keeps up to 32 idle connections, the last used first, as {@code sock:setkeepalive(180 *
 * 1000, 32)} does.
 */
final class ConnectionPool implements Closeable {

    private static final int KEPT_ALIVE = 32;

    private final Path socket;

    private final Duration readTimeout;

    private final Deque<RunnerConnection> idle = new ArrayDeque<>();

    private final List<String> violations = new CopyOnWriteArrayList<>();

    ConnectionPool(Path socket, Duration readTimeout) {
        this.socket = socket;
        this.readTimeout = readTimeout;
    }

    Lease lease() throws IOException {
        while (true) {
            RunnerConnection connection = poll();
            if (connection == null) {
                return new Lease(RunnerConnection.open(this.socket, this.readTimeout));
            }
            if (usable(connection)) {
                return new Lease(connection);
            }
        }
    }

    void violation(String violation) {
        this.violations.add(violation);
    }

    List<String> violations() {
        synchronized (this.idle) {
            this.idle.removeIf((connection) -> !usable(connection));
        }
        return List.copyOf(this.violations);
    }

    @Override
    public void close() {
        synchronized (this.idle) {
            this.idle.forEach(RunnerConnection::close);
            this.idle.clear();
        }
    }

    private @Nullable RunnerConnection poll() {
        synchronized (this.idle) {
            return this.idle.pollFirst();
        }
    }

    private void keep(RunnerConnection connection) {
        if (!usable(connection)) {
            return;
        }
        synchronized (this.idle) {
            if (this.idle.size() < KEPT_ALIVE) {
                this.idle.addFirst(connection);
                return;
            }
        }
        connection.close();
    }

    /** A kept connection with something to read is in a dubious state and thrown away. */
    private boolean usable(RunnerConnection connection) {
        Silence silence = connection.silence();
        if (silence == Silence.QUIET) {
            return true;
        }
        if (silence == Silence.SPOKEN_UNASKED) {
            violation("the runner sent something that nobody asked for");
        }
        connection.close();
        return false;
    }

    /** A connection in use; closed unless {@link #done} gave it back. */
    final class Lease implements AutoCloseable {

        private final RunnerConnection connection;

        private boolean done;

        private Lease(RunnerConnection connection) {
            this.connection = connection;
        }

        RunnerConnection connection() {
            return this.connection;
        }

        void done() {
            this.done = true;
            keep(this.connection);
        }

        @Override
        public void close() {
            if (!this.done) {
                this.connection.close();
            }
        }

    }

}
