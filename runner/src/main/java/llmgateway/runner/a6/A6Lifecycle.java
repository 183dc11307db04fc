package llmgateway.runner.a6;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/** Opens the socket when everything else stands, and closes it before anything else. */
final class A6Lifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(A6Lifecycle.class);

    private final SocketProperties properties;

    private final Path path;

    private final FrameHandler handler;

    private volatile Optional<A6Server> server = Optional.empty();

    A6Lifecycle(SocketProperties properties, Path path, FrameHandler handler) {
        this.properties = properties;
        this.path = path;
        this.handler = handler;
    }

    @Override
    public void start() {
        SocketAccess access = this.properties.access();
        try {
            this.server = Optional.of(new A6Server(this.path, access, this.properties.maxConnections(), this.handler));
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The runner cannot listen: " + ex.getMessage(), ex);
        }
        log.info("Listening on {} (mode {}, group {})", this.path, this.properties.mode(),
                access.group().orElse("of the process"));
    }

    @Override
    public void stop() {
        this.server.ifPresent((running) -> {
            try {
                running.stop(this.properties.shutdownGrace());
            }
            catch (IOException ex) {
                log.warn("The socket was not closed cleanly: {}", ex.toString());
            }
        });
        this.server = Optional.empty();
    }

    @Override
    public boolean isRunning() {
        return this.server.isPresent();
    }

    Path path() {
        return this.path;
    }

    Optional<A6Server> server() {
        return this.server;
    }

}
