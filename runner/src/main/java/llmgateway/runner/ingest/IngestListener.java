package llmgateway.runner.ingest;

import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.metrics.ingest.LogIngest;
import llmgateway.metrics.ingest.PostRefusal;
import llmgateway.runner.handover.FixedPort;
import llmgateway.runner.http.HttpListener;
import llmgateway.runner.http.ListenerSettings;
import llmgateway.runner.key.BearerKeys;

import org.springframework.context.SmartLifecycle;

/** The listener for log entries, open as long as the relay's. */
public final class IngestListener implements SmartLifecycle, FixedPort {

    /** The plugin sends few. */
    private static final int HEADER_BYTES = 8 * 1024;

    private final HttpListener listener;

    /**
     * @param keys empty to let in whoever comes
     * @param refusals told of every post that is not taken
     */
    IngestListener(IngestProperties properties, LogIngest ingest, Optional<BearerKeys> keys,
            Consumer<PostRefusal> refusals) {
        PostsInFlight inFlight = new PostsInFlight(properties.maxConcurrent(), properties.maxBytes().toBytes());
        this.listener = new HttpListener(
                new ListenerSettings("ingest", ListenerSettings.address(properties.listen()), HEADER_BYTES,
                        properties.maxConnections(), properties.idleTimeout(), properties.shutdownGrace()),
                new IngestEndpoint(ingest, keys, inFlight, properties.maxBody().toBytes(), refusals),
                (status) -> IngestAnswers.error(status, (status >= 500) ? "internal_error" : "bad_request",
                        "The post could not be handled."));
    }

    /** The port that is listened on. */
    public int port() {
        return this.listener.port();
    }

    @Override
    public void start() {
        this.listener.start();
    }

    @Override
    public void stop() {
        this.listener.stop();
    }

    @Override
    public void release() {
        this.listener.release();
    }

    @Override
    public boolean isBusy() {
        return this.listener.isBusy();
    }

    /** Open before the socket is and until after it is closed: calls end later still. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    @Override
    public boolean isRunning() {
        return this.listener.isRunning();
    }

}
