package llmgateway.bench.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import llmgateway.simulator.SimulatorConfig;

/**
 * The standalone gateway as it is shipped, with all three plugins, a monthly spend limit
 * and a limit on requests. Its providers are a simulator.
 */
final class StreamGateway implements AutoCloseable {

    private static final String KEY = "sk-bench-5b1d7f0a2c94";

    private static final String SAME_API = "same-api";

    private static final String OTHER_API = "other-api";

    private static final String SLOW = "-slow";

    /** So that 1,000 streams of one consumer find a place at one provider. */
    private static final String MOST_STREAMS = "2000";

    private static final String CATALOGUE = """
            providers:
              sim-openai:
                dialect: openai
                base_url: %1$s/openai/v1
                keys: ["file:%2$s"]
              sim-anthropic:
                dialect: anthropic
                base_url: %1$s/anthropic/v1
                keys: ["file:%2$s"]
            models:
              same-api:
                targets: [{provider: sim-openai, model: "%3$s"}]
              other-api:
                targets: [{provider: sim-anthropic, model: "%3$s"}]
              same-api-slow:
                targets: [{provider: sim-openai, model: "%4$s"}]
              other-api-slow:
                targets: [{provider: sim-anthropic, model: "%4$s"}]
            """;

    private static final String PRICES = """
            models:
              "same-*": {input: 1, output: 2, max_output_tokens: 4000, tokenizer: o200k_base}
              "other-*": {input: 1, output: 2, max_output_tokens: 4000, tokenizer: o200k_base}
            """;

    private static final String LIMITS = """
            {"limits": {"money": {"limit_by": "consumer", "usd": 1000000, "per": "month"},
             "requests": {"limit_by": "consumer", "requests": 1000000, "per": "minute"}}}""";

    private final ChildJvm jvm;

    private final URI base;

    private StreamGateway(ChildJvm jvm, URI base) {
        this.jvm = jvm;
        this.base = base;
    }

    /**
     * @param directory for its files
     * @param redis its address
     * @param model that providers are asked for
     * @param slowModel one whose tokens come seldom
     */
    static StreamGateway start(Path jar, Path directory, URI simulator, String redis, String model, String slowModel) {
        try {
            Path key = Files.writeString(directory.resolve("provider.key"), SimulatorConfig.DEFAULT_KEY);
            Path catalogue = Files.writeString(directory.resolve("catalogue.yaml"),
                    CATALOGUE.formatted(simulator, key, model, slowModel));
            Path prices = Files.writeString(directory.resolve("prices.yaml"), PRICES);
            int port = ChildJvm.freePort();
            List<String> settings = List.of("--llm.standalone.enabled=true",
                    "--llm.standalone.listen=127.0.0.1:" + port, "--llm.standalone.max-requests=" + MOST_STREAMS,
                    "--llm.upstream.connections-per-provider=" + MOST_STREAMS, "--llm.ingest.enabled=false",
                    "--management.server.port=" + ChildJvm.freePort(), "--llm.relay.listen=127.0.0.1:0",
                    "--llm.catalogue.shipped=false", "--llm.catalogue.file=" + catalogue, "--llm.prices.shipped=false",
                    "--llm.prices.file=" + prices, "--llm.redis.address=" + redis, "--llm.redis.time-limit=5s",
                    "--llm.standalone.consumers[0].name=bench", "--llm.standalone.consumers[0].keys[0]=" + KEY,
                    "--llm.standalone.plugins[0].name=llm-route", "--llm.standalone.plugins[1].name=llm-budget",
                    "--llm.standalone.plugins[1].settings=" + LIMITS, "--llm.standalone.plugins[2].name=llm-metrics");
            ChildJvm jvm = ChildJvm.start(jar, List.of("-Xmx512m"), settings, port, directory.resolve("gateway.log"));
            return new StreamGateway(jvm, ChildJvm.loopback(port));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Chat Completions by a provider that speaks it. */
    Way passedThrough() {
        return way("passed through", SAME_API);
    }

    /** Chat Completions by a provider of Anthropic's API. */
    Way translated() {
        return way("translated", OTHER_API);
    }

    /** The same with tokens that come seldom. */
    Way slow(Way way) {
        return way(way.name(), way.model() + SLOW);
    }

    private Way way(String name, String model) {
        return new Way(name, this.base, KEY, Api.CHAT_COMPLETIONS, model);
    }

    Duration processorTime() {
        return this.jvm.processorTime();
    }

    ChildJvm.MemoryUse memory() {
        return this.jvm.memory();
    }

    @Override
    public void close() {
        this.jvm.close();
    }

}
