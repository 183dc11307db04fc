package llmgateway.runner.a6;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Claims the socket's path when everything stands but the listeners, whose ports a
 * predecessor may hold until then, and gives it up after everything else.
 */
final class ClaimLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ClaimLifecycle.class);

    /** A predecessor lets go within its 1 s for calls that run, unless it hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SocketProperties properties;

    private final Path path;

    private final boolean takeover;

    private volatile Optional<SocketClaim> claim = Optional.empty();

    ClaimLifecycle(SocketProperties properties, Path path, boolean takeover) {
        this.properties = properties;
        this.path = path;
        this.takeover = takeover;
    }

    @Override
    public void start() {
        try {
            this.claim = Optional.of(SocketClaim.make(this.path, this.properties.access(), this.takeover, PATIENCE));
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The runner cannot listen: " + ex.getMessage(), ex);
        }
    }

    @Override
    public void stop() {
        this.claim.ifPresent((held) -> {
            try {
                held.close();
            }
            catch (IOException ex) {
                log.warn("The socket's lock was not given back cleanly: {}", ex.toString());
            }
        });
        this.claim = Optional.empty();
    }

    SocketClaim claim() {
        return this.claim.orElseThrow(() -> new IllegalStateException("not started"));
    }

    Path path() {
        return this.path;
    }

    boolean takeover() {
        return this.takeover;
    }

    /** Before every listener, also Spring Boot's own (DEFAULT_PHASE - 2048). */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }

    @Override
    public boolean isRunning() {
        return this.claim.isPresent();
    }

}
