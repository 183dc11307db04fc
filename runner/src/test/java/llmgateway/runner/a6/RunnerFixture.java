package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Ticker;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.http.RequestHead;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.runner.pipeline.Pipeline;
import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.RefusalWriter;
import llmgateway.runner.pipeline.ResponsePipeline;
import org.apache.apisix.plugin.runner.filter.PluginFilter;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The runner's A6 side on a socket of its own, hosting the given filters. */
final class RunnerFixture implements AutoCloseable {

    private static final RefusalWriter REFUSALS = RunnerFixture::refusal;

    private final Path socket;

    private final A6Server server;

    final ConcurrentHashMap<Ticket, RelayPlan> handedOver = new ConcurrentHashMap<>();

    RunnerFixture(Path directory, List<PluginFilter> filters) throws IOException {
        this(directory, filters, Duration.ofSeconds(30));
    }

    RunnerFixture(Path directory, List<PluginFilter> filters, Duration callDeadline) throws IOException {
        this(directory, filters, callDeadline, 4096);
    }

    RunnerFixture(Path directory, List<PluginFilter> filters, Duration callDeadline, int maxConnections)
            throws IOException {
        this.socket = directory.resolve("a6");
        PluginChains chains = new PluginChains(filters);
        Pipeline requests = new Pipeline(callDeadline, REFUSALS,
                (plan) -> this.handedOver.putIfAbsent(plan.ticket(), plan) == null);
        ConfTokens tokens = new ConfTokens(chains, Duration.ofHours(1), 1000, Ticker.systemTicker());
        this.server = new A6Server(this.socket, SocketAccess.of("0660", Optional.empty()), maxConnections,
                new FrameHandler(tokens, requests, new ResponsePipeline(callDeadline, REFUSALS), REFUSALS));
    }

    private static DirectResponse refusal(Reject reject, CallId id, Optional<RequestHead> head) {
        return new DirectResponse(reject.status(), Headers.of(new Header("content-type", "application/json")),
                ("{\"error\":\"" + reject.code() + "\"}").getBytes(UTF_8));
    }

    Path socket() {
        return this.socket;
    }

    A6Server server() {
        return this.server;
    }

    GatewayPeer connect() throws IOException {
        return GatewayPeer.connect(this.socket);
    }

    @Override
    public void close() throws IOException {
        this.server.stop(Duration.ofSeconds(5));
    }

}
