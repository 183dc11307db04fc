package llmgateway.runner.a6;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import llmgateway.runner.handover.FixedPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/** Serves the socket when everything else stands, and stops before anything else. */
final class A6Lifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(A6Lifecycle.class);

    private final SocketProperties properties;

    private final ClaimLifecycle claim;

    private final FrameHandler handler;

    private final List<FixedPort> ports;

    private final Runnable end;

    private volatile Optional<Running> running = Optional.empty();

    /**
     * @param ports that a successor needs
     * @param end ends this runner; run on a thread of its own
     */
    A6Lifecycle(SocketProperties properties, ClaimLifecycle claim, FrameHandler handler, List<FixedPort> ports,
            Runnable end) {
        this.properties = properties;
        this.claim = claim;
        this.handler = handler;
        this.ports = List.copyOf(ports);
        this.end = end;
    }

    @Override
    public void start() {
        SocketClaim held = this.claim.claim();
        A6Server server = new A6Server(held, this.properties.maxConnections(), this.handler);
        try {
            held.serving();
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The runner cannot let others take over", ex);
        }
        Retirement retirement = new Retirement(held, server, new Successor(path()), this.ports,
                this.properties.shutdownGrace(), () -> Thread.ofPlatform().name("retirement").start(this.end));
        this.running = Optional.of(new Running(server,
                Thread.ofVirtual().name("retirement-watch").unstarted(this.claim.takeover() ? retirement : () -> {
                })));
        this.running.get().watch().start();
        log.info("Listening on {} (mode {}, group {})", path(), this.properties.mode(),
                this.properties.access().group().orElse("of the process"));
    }

    @Override
    public void stop() {
        this.running.ifPresent((current) -> {
            current.watch().interrupt();
            try {
                current.server().stop(this.properties.shutdownGrace());
            }
            catch (IOException ex) {
                log.warn("The socket was not closed cleanly: {}", ex.toString());
            }
        });
        this.running = Optional.empty();
    }

    @Override
    public boolean isRunning() {
        return this.running.isPresent();
    }

    Path path() {
        return this.claim.path();
    }

    Optional<A6Server> server() {
        return this.running.map(Running::server);
    }

    private record Running(A6Server server, Thread watch) {
    }

}
