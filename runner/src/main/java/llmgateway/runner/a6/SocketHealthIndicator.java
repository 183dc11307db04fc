package llmgateway.runner.a6;

import java.nio.file.Files;
import java.util.Optional;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while gateways can connect. */
final class SocketHealthIndicator extends AbstractHealthIndicator {

    private final A6Lifecycle lifecycle;

    SocketHealthIndicator(A6Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Optional<A6Server> server = this.lifecycle.server();
        boolean reachable = server.filter(A6Server::isListening).isPresent() && Files.exists(this.lifecycle.path());
        builder.status(reachable ? "UP" : "DOWN").withDetail("path", this.lifecycle.path().toString());
        server.ifPresent((running) -> builder.withDetail("connections", running.connections()));
    }

}
