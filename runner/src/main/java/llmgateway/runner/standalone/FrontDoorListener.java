package llmgateway.runner.standalone;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import llmgateway.core.call.CallId;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.DirectResponse;
import llmgateway.relay.Relay;
import llmgateway.runner.handover.FixedPort;
import llmgateway.runner.http.HttpListener;
import llmgateway.runner.http.ListenerSettings;
import llmgateway.runner.key.KeySources;
import llmgateway.runner.pipeline.Pipeline;
import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.RefusalWriter;

import org.springframework.context.SmartLifecycle;

/** The front door, opened when the application is ready and closed before it ends. */
public final class FrontDoorListener implements SmartLifecycle, FixedPort {

    private final HttpListener listener;

    private final RefusalWriter refusals;

    /**
     * @throws IllegalArgumentException if the configuration cannot be honoured
     */
    FrontDoorListener(StandaloneProperties properties, KeySources keys, PluginChains chains, Pipeline pipeline,
            Relay relay, RefusalWriter refusals) {
        this.refusals = refusals;
        Consumers consumers = Consumers.of(properties, keys, chains);
        BodyReader bodies = new BodyReader(properties.maxBody().toBytes(), properties.bodyTimeout());
        FrontDoor door = new FrontDoor(new Authenticator(consumers), bodies, pipeline, relay, refusals,
                properties.maxRequests());
        this.listener = new HttpListener(new ListenerSettings("front-door",
                ListenerSettings.address(properties.listen()), Math.toIntExact(properties.maxHeader().toBytes()),
                properties.maxConnections(), properties.idleTimeout(), properties.shutdownGrace()), door,
                this::refusal);
    }

    private DirectResponse refusal(int status) {
        return this.refusals.write(
                (status >= 500 && status != 505) ? Rejects.internalError() : Rejects.malformedRequest(status),
                CallId.random(ThreadLocalRandom.current()), Optional.empty());
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

    /** Before the socket, which opens when everything else stands. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    @Override
    public boolean isRunning() {
        return this.listener.isRunning();
    }

}
