package llmgateway.runner.a6;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The socket that APISIX connects to.
 *
 * @param enabled whether it opens; by default unless the standalone gateway does
 * @param path of its file; the environment's {@code APISIX_LISTEN_ADDRESS}, which APISIX
 * sets for a runner that it starts, wins
 * @param mode of its file, octal with a leading 0, quoted
 * @param group of its file, so that APISIX' workers may connect; by default the process'
 * own
 * @param takeover whether this runner takes over from one that listens at its path, and
 * lets another take over from it; by default if APISIX started it
 * @param maxConnections open at a time
 * @param shutdownGrace for running calls at a stop; APISIX kills a runner that it started
 * after one second
 */
@ConfigurationProperties(prefix = "llm.socket", ignoreUnknownFields = false)
record SocketProperties(@Nullable Boolean enabled, @DefaultValue("/tmp/runner.sock") Path path,
        @DefaultValue("0660") String mode, @Nullable String group, @Nullable Boolean takeover,
        @DefaultValue("4096") int maxConnections, @DefaultValue("20s") Duration shutdownGrace) {

    private static final String UNIX = "unix:";

    SocketProperties {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("llm.socket.max-connections must be at least 1");
        }
        if (shutdownGrace.isNegative()) {
            throw new IllegalArgumentException("llm.socket.shutdown-grace must not be negative");
        }
    }

    SocketAccess access() {
        return SocketAccess.of(this.mode, Optional.ofNullable(this.group));
    }

    /**
     * @param spawned whether APISIX started this runner
     */
    boolean takesOver(boolean spawned) {
        return (this.takeover != null) ? this.takeover : spawned;
    }

    /**
     * @param listenAddress the environment's {@code APISIX_LISTEN_ADDRESS}; empty if
     * unset
     */
    Path pathUnless(String listenAddress) {
        if (listenAddress.isEmpty()) {
            return this.path;
        }
        if (!listenAddress.startsWith(UNIX)) {
            throw new IllegalArgumentException("APISIX_LISTEN_ADDRESS must begin with " + UNIX);
        }
        return Path.of(listenAddress.substring(UNIX.length()));
    }

}
