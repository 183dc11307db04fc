package llmgateway.runner.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.call.Dialect;
import llmgateway.core.ledger.CallReports;
import llmgateway.dialect.error.ErrorWriter;
import llmgateway.dialect.translation.Translations;
import llmgateway.relay.Relay;
import llmgateway.relay.settings.RelaySettings;
import llmgateway.relay.signing.RequestSigner;
import llmgateway.runner.key.KeySources;
import llmgateway.runner.pipeline.Pipeline;
import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.RefusalWriter;
import org.apache.apisix.plugin.runner.filter.PluginFilter;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A front door on a free port, with a plugin of the test's own. */
final class StandaloneGateway implements AutoCloseable {

    static final String ALICE_KEY = "sk-alice-0123456789";

    static final String BOB_KEY = "sk-alice-01234567890";

    private final Relay relay;

    private final FrontDoorListener listener;

    private final int port;

    private StandaloneGateway(PluginFilter filter, Map<String, String> settings, CallReports reports) {
        this.relay = new Relay(RelaySettings.defaults(), new ErrorWriter(), Translations.all(InstantSource.system()),
                RequestSigner.NONE, List.of(), reports);
        RefusalWriter refusals = (reject, id,
                head) -> new ErrorWriter().write(head.filter((known) -> known.path().contains("/messages"))
                    .map((anthropic) -> Dialect.ANTHROPIC)
                    .orElse(Dialect.OPENAI), id, reject);
        Pipeline pipeline = new Pipeline(Duration.ofSeconds(20), refusals, (plan) -> {
            throw new IllegalStateException("the front door has no other way than the relay");
        }, (refused) -> {
        });
        this.listener = new FrontDoorListener(properties(filter, settings), new KeySources((name) -> Optional.empty()),
                new PluginChains(List.of(filter)), pipeline, this.relay, refusals);
        this.listener.start();
        this.port = this.listener.port();
    }

    static StandaloneGateway hosting(PluginFilter filter) {
        return new StandaloneGateway(filter, Map.of(), CallReports.NONE);
    }

    static StandaloneGateway hosting(PluginFilter filter, Map<String, String> settings) {
        return new StandaloneGateway(filter, settings, CallReports.NONE);
    }

    static StandaloneGateway reporting(PluginFilter filter, CallReports reports) {
        return new StandaloneGateway(filter, Map.of(), reports);
    }

    static StandaloneProperties properties(PluginFilter filter, Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource(Map.of("llm.standalone.listen",
                "127.0.0.1:0", "llm.standalone.max-body", "10KB", "llm.standalone.plugins[0].name", filter.name(),
                "llm.standalone.consumers[0].name", "alice", "llm.standalone.consumers[0].group", "research",
                "llm.standalone.consumers[0].keys[0]", ALICE_KEY, "llm.standalone.consumers[1].name", "bob",
                "llm.standalone.consumers[1].keys[0]", BOB_KEY));
        settings.forEach(source::put);
        return new Binder(source).bind("llm.standalone", StandaloneProperties.class).get();
    }

    int port() {
        return this.port;
    }

    void stop() {
        this.listener.stop();
    }

    /** Returns when an answer is read on whose client is gone. */
    void awaitDraining() {
        while (this.relay.draining() == 0) {
            Thread.onSpinWait();
        }
    }

    /** Returns when new connections are refused. */
    void awaitClosedDoor() {
        int port = this.port;
        while (true) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread.onSpinWait();
            }
            catch (IOException ex) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        this.listener.stop();
        this.relay.close();
    }

}
