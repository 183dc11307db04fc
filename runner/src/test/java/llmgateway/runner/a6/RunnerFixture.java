package llmgateway.runner.a6;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import com.github.benmanes.caffeine.cache.Ticker;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.http.RequestHead;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.runner.handover.FixedPort;
import llmgateway.runner.pipeline.Pipeline;
import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.RefusalWriter;
import llmgateway.runner.pipeline.ResponsePipeline;
import org.apache.apisix.plugin.runner.filter.PluginFilter;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The runner's A6 side on a socket of its own, hosting the given filters. */
final class RunnerFixture implements AutoCloseable {

    private static final SocketAccess ACCESS = SocketAccess.of("0660", Optional.empty());

    private static final Duration RETIREMENT_GRACE = Duration.ofSeconds(3);

    private static final RefusalWriter REFUSALS = RunnerFixture::refusal;

    private final Path socket;

    private final SocketClaim claim;

    private final A6Server server;

    private final Thread retirement;

    private final CountDownLatch ended = new CountDownLatch(1);

    final ConcurrentHashMap<Ticket, RelayPlan> handedOver = new ConcurrentHashMap<>();

    RunnerFixture(Path directory, List<PluginFilter> filters) throws IOException {
        this(directory, filters, Duration.ofSeconds(30));
    }

    RunnerFixture(Path directory, List<PluginFilter> filters, Duration callDeadline) throws IOException {
        this(directory, filters, callDeadline, 4096);
    }

    RunnerFixture(Path directory, List<PluginFilter> filters, Duration callDeadline, int maxConnections)
            throws IOException {
        this(SocketClaim.make(directory.resolve("a6"), ACCESS, false, Duration.ZERO), directory, filters, callDeadline,
                maxConnections, List.of());
    }

    /**
     * @param ports opened after the claim was made
     */
    private RunnerFixture(SocketClaim claim, Path directory, List<PluginFilter> filters, Duration callDeadline,
            int maxConnections, List<FixedPort> ports) throws IOException {
        this.socket = directory.resolve("a6");
        this.claim = claim;
        PluginChains chains = new PluginChains(filters);
        Pipeline requests = new Pipeline(callDeadline, REFUSALS,
                (plan) -> this.handedOver.putIfAbsent(plan.ticket(), plan) == null, (refused) -> {
                });
        ConfTokens tokens = new ConfTokens(chains, Duration.ofHours(1), 1000, Ticker.systemTicker());
        this.server = new A6Server(claim, maxConnections,
                new FrameHandler(tokens, requests, new ResponsePipeline(callDeadline, REFUSALS), REFUSALS));
        claim.serving();
        this.retirement = Thread.ofVirtual()
            .unstarted(new Retirement(claim, this.server, new Successor(this.socket), ports, RETIREMENT_GRACE,
                    () -> Thread.ofVirtual().start(this::end)));
    }

    /**
     * Takes over from the one that listens in the directory, if one does, and lets the
     * next take over.
     * @param port opens the port that all of them need
     */
    static RunnerFixture inSuccession(Path directory, List<PluginFilter> filters, Callable<FixedPort> port)
            throws Exception {
        SocketClaim claim = SocketClaim.make(directory.resolve("a6"), ACCESS, true, Duration.ofSeconds(10));
        RunnerFixture runner = new RunnerFixture(claim, directory, filters, Duration.ofSeconds(30), 4096,
                List.of(port.call()));
        runner.retirement.start();
        return runner;
    }

    private void end() {
        try {
            close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.ended.countDown();
    }

    /** Waits until it has ended by itself, after another one took over. */
    void awaitEnd() throws InterruptedException {
        this.ended.await();
    }

    /** Whether another one's socket is in its place. */
    boolean isSucceeded() {
        return this.claim.isLost();
    }

    boolean hasEnded() {
        return this.ended.getCount() == 0;
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
        this.retirement.interrupt();
        try (this.claim) {
            this.server.stop(Duration.ofSeconds(5));
        }
    }

}
