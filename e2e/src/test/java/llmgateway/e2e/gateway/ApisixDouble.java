package llmgateway.e2e.gateway;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.e2e.gateway.ClientAnswer.By;
import llmgateway.e2e.gateway.wire.RunnerMessage;

/**
 * APISIX 3.18 as far as a call through one route meets it. Thread-safe; a call runs on
 * its caller's thread.
 */
public final class ApisixDouble implements Closeable {

    private static final String CONF_VERSION = "1795432574";

    private final Route route;

    private final List<Consumer> consumers;

    private final RunnerClient runner;

    private final UpstreamProxy proxy = new UpstreamProxy();

    public ApisixDouble(Path runnerSocket, Route route, List<Consumer> consumers) {
        this.route = route;
        this.consumers = List.copyOf(consumers);
        this.runner = new RunnerClient(runnerSocket);
    }

    public ClientAnswer send(ClientRequest request) {
        Optional<Consumer> consumer = authenticated(request.headers());
        if (consumer.isEmpty()) {
            return own(401, "application/json", "{\"message\":\"Authorization Failed\"}\n");
        }
        ProxiedRequest incoming = IncomingCalls.read(request, consumer.get().name());
        PluginAnswer answer = this.runner.call(confKey(consumer.get()), consumer.get().conf().orElse(this.route.conf()),
                IncomingCalls.facts(incoming, this.route.id(), consumer.get().name(), consumer.get().group()));
        return switch (answer) {
            case PluginAnswer.Unavailable _ignored -> unavailable();
            case PluginAnswer.Verdict verdict -> switch (verdict.verdict()) {
                case RunnerMessage.Unchanged _ignored -> proxied(incoming);
                case RunnerMessage.Rewrite rewrite -> proxied(incoming.apply(rewrite));
                case RunnerMessage.Stop stop -> stopped(stop);
            };
        };
    }

    /** The side that talks to the runner. */
    public RunnerClient runner() {
        return this.runner;
    }

    @Override
    public void close() {
        this.runner.close();
        this.proxy.close();
    }

    /** {@code multi-auth} with two {@code key-auth}, each comparing the whole value. */
    private Optional<Consumer> authenticated(Headers headers) {
        return this.consumers.stream()
            .filter((consumer) -> headers.first("authorization")
                .filter(("Bearer " + consumer.key())::equals)
                .or(() -> headers.first("x-api-key").filter(consumer.key()::equals))
                .isPresent())
            .findFirst();
    }

    private String confKey(Consumer consumer) {
        return "route&consumer#" + this.route.id() + "&" + consumer.name() + "#ext-plugin-post-req#" + CONF_VERSION
                + "&" + CONF_VERSION;
    }

    private ClientAnswer proxied(ProxiedRequest request) {
        Optional<URI> node = request.headers()
            .first(OwnedHeaders.UPSTREAM)
            .flatMap((upstream) -> Optional.ofNullable(this.route.upstreams().get(upstream)));
        if (node.isEmpty()) {
            return own(502, "text/html", "<html>no upstream</html>");
        }
        try {
            return this.proxy.forward(node.get(), request);
        }
        catch (IOException ex) {
            return own(502, "text/html", "<html>502 Bad Gateway</html>");
        }
    }

    private static ClientAnswer stopped(RunnerMessage.Stop stop) {
        List<Header> lines = stop.headers()
            .stream()
            .map((entry) -> new Header(entry.name(), entry.value().orElse("")))
            .toList();
        int status = (stop.status() == 0) ? 200 : stop.status();
        return new ClientAnswer(By.RUNNER, status, new Headers(lines), new ByteArrayInputStream(stop.body()));
    }

    private static ClientAnswer unavailable() {
        return own(503, "text/html", "<html>503 Service Temporarily Unavailable</html>");
    }

    private static ClientAnswer own(int status, String contentType, String body) {
        return new ClientAnswer(By.GATEWAY, status, Headers.of(new Header("Content-Type", contentType)),
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

}
