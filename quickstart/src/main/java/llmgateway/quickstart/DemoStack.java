package llmgateway.quickstart;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.ledger.UsageBook;
import llmgateway.route.live.LiveRoutingTable;
import llmgateway.route.table.ActiveProvider;
import llmgateway.runner.RunnerApplication;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Everything the demo runs, started together and stopped together. */
final class DemoStack implements AutoCloseable {

    private static final int USUAL_PORT = 9080;

    private static final int USUAL_MANAGEMENT_PORT = 9086;

    private static final String ANYTHING = "{}";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private final DemoConsumer alice = DemoConsumer.create("alice", ANYTHING, """
            {"limits": {"watch": {"limit_by": "consumer", "usd": 10, "per": "month", "soft": true}}}""");

    private final DemoConsumer bob = DemoConsumer.create("bob", "{\"models\": [\"claude-*\"]}", ANYTHING);

    private final DemoConsumer carol = DemoConsumer.create("carol", ANYTHING, """
            {"limits": {"calls": {"limit_by": "consumer", "requests": 2, "per": "minute"}}}""");

    private final DemoConsumer dave = DemoConsumer.create("dave", ANYTHING, """
            {"limits": {"pocket-money": {"limit_by": "consumer", "usd": 0.00005, "per": "day"}}}""");

    private final DemoConsumer erin = DemoConsumer.create("erin",
            "{\"attempts\": 2, \"fallback_models\": [\"claude-haiku-4-5\"]}", ANYTHING);

    private final List<SimulatedProvider> simulated;

    private final Simulator simulator;

    private final Optional<DemoRedis> redis;

    private final URI gateway;

    private final URI management;

    private final List<String> realProviders;

    private final UsageBook usageBook;

    private DemoStack(DemoOptions options, Map<String, String> environment) {
        try {
            this.simulated = SimulatedProvider.without(options.usesRealProviders() ? environment : Map.of());
            this.simulator = started(
                    Simulator.start(SimulatorConfig.defaults().withFaults(options.check() ? "" : "chunk-delay=60")));
            this.redis = DemoRedis.start();
            this.redis.ifPresent(this::started);
            DemoFiles files = started(
                    DemoFiles.write(this.simulator.baseUri(), SimulatorConfig.DEFAULT_KEY, this.simulated));
            int port = gatewayPort(options);
            this.gateway = URI.create("http://127.0.0.1:" + port);
            int managementPort = options.check() ? FreePort.any() : FreePort.preferring(USUAL_MANAGEMENT_PORT);
            this.management = URI.create("http://127.0.0.1:" + managementPort);
            ConfigurableApplicationContext context = started(startGateway(port, managementPort, files));
            this.realProviders = realProviders(context);
            this.usageBook = context.getBean(UsageBook.class);
        }
        catch (RuntimeException ex) {
            close();
            throw ex;
        }
    }

    static DemoStack start(DemoOptions options, Map<String, String> environment) {
        return new DemoStack(options, environment);
    }

    private static int gatewayPort(DemoOptions options) {
        if (options.port().isEmpty()) {
            return options.check() ? FreePort.any() : FreePort.preferring(USUAL_PORT);
        }
        int port = options.port().getAsInt();
        if (!FreePort.isFree(port)) {
            throw new IllegalStateException("port " + port + " is taken");
        }
        return port;
    }

    private <T extends AutoCloseable> T started(T part) {
        this.started.push(part);
        return part;
    }

    private ConfigurableApplicationContext startGateway(int port, int managementPort, DemoFiles files) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("llm.standalone.enabled", "true");
        settings.put("llm.standalone.listen", "127.0.0.1:" + port);
        settings.put("management.server.port", String.valueOf(managementPort));
        settings.put("llm.relay.enabled", "false");
        settings.put("llm.ingest.enabled", "false");
        settings.put("llm.catalogue.file", files.catalogue().toString());
        this.redis.ifPresent((server) -> settings.put("llm.redis.address", "redis://" + server.address()));
        // A busy laptop's Redis is slow, not away.
        settings.put("llm.redis.time-limit", "5s");
        List<DemoConsumer> consumers = List.of(this.alice, this.bob, this.carol, this.dave, this.erin);
        for (int i = 0; i < consumers.size(); i++) {
            String prefix = "llm.standalone.consumers[" + i + "].";
            settings.put(prefix + "name", consumers.get(i).name());
            settings.put(prefix + "keys[0]", consumers.get(i).keyHash());
            putPlugin(settings, prefix + "plugins[0].", "llm-route", consumers.get(i).routeSettings());
            putPlugin(settings, prefix + "plugins[1].", "llm-budget", consumers.get(i).budgetSettings());
            putPlugin(settings, prefix + "plugins[2].", "llm-metrics", ANYTHING);
        }
        settings.put("logging.level.root", "warn");
        return new SpringApplicationBuilder(RunnerApplication.class).bannerMode(Banner.Mode.OFF)
            .registerShutdownHook(false)
            .run(settings.entrySet()
                .stream()
                .map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }

    private static void putPlugin(Map<String, Object> settings, String prefix, String name, String json) {
        settings.put(prefix + "name", name);
        settings.put(prefix + "settings", json);
    }

    private List<String> realProviders(ConfigurableApplicationContext context) {
        return context.getBean(LiveRoutingTable.class)
            .current()
            .activeProviders()
            .stream()
            .map(ActiveProvider::name)
            .filter((name) -> this.simulated.stream().noneMatch((provider) -> provider.catalogueName().equals(name)))
            .toList();
    }

    URI gateway() {
        return this.gateway;
    }

    /** Where health, metrics, reports and the page are. */
    URI management() {
        return this.management;
    }

    Simulator simulator() {
        return this.simulator;
    }

    Optional<DemoRedis> redis() {
        return this.redis;
    }

    DemoConsumer alice() {
        return this.alice;
    }

    DemoConsumer bob() {
        return this.bob;
    }

    DemoConsumer carol() {
        return this.carol;
    }

    DemoConsumer dave() {
        return this.dave;
    }

    DemoConsumer erin() {
        return this.erin;
    }

    /** What has been used and spent so far. */
    UsageBook usageBook() {
        return this.usageBook;
    }

    boolean simulates(SimulatedProvider provider) {
        return this.simulated.contains(provider);
    }

    List<SimulatedProvider> simulated() {
        return this.simulated;
    }

    /** Names of the providers whose keys the environment has. */
    List<String> realProviders() {
        return this.realProviders;
    }

    @Override
    public void close() {
        while (!this.started.isEmpty()) {
            try {
                this.started.pop().close();
            }
            catch (Exception ex) {
                System.err.println("Not stopped cleanly: " + ex.getMessage());
            }
        }
    }

}
