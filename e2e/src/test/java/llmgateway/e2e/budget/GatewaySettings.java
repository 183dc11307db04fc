package llmgateway.e2e.budget;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import llmgateway.e2e.runner.RunnerProcess;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;

/**
 * What a standalone gateway with all three plugins is started with. Every token of
 * {@value #MODEL} costs {@value #NANOS_A_TOKEN} nano-dollars, heard or said.
 */
public final class GatewaySettings {

    public static final String KEY = "sk-alice-1f0c6b1e4d5a";

    public static final String MODEL = "gpt-test";

    static final String CLAUDE = "claude-test";

    /** May say 3,000 words, which are tokens to its tokenizer. */
    static final String LONG = "gpt-long";

    /** Of two targets. */
    static final String PAIR = "gpt-pair";

    /** Says 2,500 words, as does the other. */
    static final String VERBOSE = "gpt-verbose";

    static final String VERBOSE_CLAUDE = "claude-verbose";

    static final String VERBOSE_BEDROCK = "bedrock-verbose";

    /** In no list of prices. */
    static final String UNPRICED = "gpt-unpriced";

    /** Of a provider that is not there. */
    public static final String UNREACHABLE = "gpt-unreachable";

    static final long NANOS_A_TOKEN = 100_000;

    private static final String PRICES = """
            models:
              "gpt-test": {input: 100, output: 100, context_window: 100000, max_output_tokens: 1000}
              "gpt-unreachable": {input: 100, output: 100, context_window: 100000, max_output_tokens: 1000}
              "claude-test": {input: 100, output: 100, context_window: 100000, max_output_tokens: 1000}
              "gpt-long": {input: 100, output: 100, max_output_tokens: 3000, tokenizer: o200k_base}
              "gpt-verbose": {input: 100, output: 100, max_output_tokens: 3000, tokenizer: o200k_base}
              "claude-verbose": {input: 100, output: 100, max_output_tokens: 3000, tokenizer: o200k_base}
              "bedrock-verbose": {input: 100, output: 100, max_output_tokens: 3000, tokenizer: o200k_base}
              "sim-fault-*": {input: 100, output: 100, context_window: 100000, max_output_tokens: 1000}
            """;

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
              sim-bedrock:
                dialect: bedrock
                base_url: %1$s/bedrock
                keys: ["file:%2$s"]
              sim-gone:
                dialect: openai
                base_url: http://127.0.0.1:%3$d/v1
                keys: ["file:%2$s"]
            models:
              gpt-test:
                targets: [{provider: sim-openai}]
              gpt-long:
                targets: [{provider: sim-openai}]
              gpt-verbose:
                targets: [{provider: sim-openai, model: "sim-fault-words=2500"}]
              claude-verbose:
                targets: [{provider: sim-anthropic, model: "sim-fault-words=2500"}]
              bedrock-verbose:
                targets: [{provider: sim-bedrock, model: "sim-fault-words=2500"}]
              gpt-pair:
                targets: [{provider: sim-openai, model: one}, {provider: sim-openai, model: two}]
              gpt-unpriced:
                targets: [{provider: sim-openai}]
              gpt-unreachable:
                targets: [{provider: sim-gone}]
              claude-test:
                targets: [{provider: sim-anthropic}]
              "sim-fault-*":
                targets: [{provider: sim-openai}]
            """;

    private final List<String> properties;

    private GatewaySettings(List<String> properties) {
        this.properties = List.copyOf(properties);
    }

    /**
     * @param directory where its files are written
     * @param redis its address
     * @param budget settings of {@code llm-budget}
     */
    static GatewaySettings of(Path directory, URI provider, String redis, String budget) {
        Path catalogue = directory.resolve("catalogue.yaml");
        Path prices = directory.resolve("prices.yaml");
        Path key = directory.resolve("provider.key");
        try {
            Files.writeString(key, SimulatorConfig.DEFAULT_KEY);
            Files.writeString(prices, PRICES);
            Files.writeString(catalogue, CATALOGUE.formatted(provider, key, RunnerProcess.freePort()));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return new GatewaySettings(List.of("llm.standalone.enabled=true", "llm.ingest.enabled=false",
                "llm.catalogue.shipped=false", "llm.catalogue.file=" + catalogue, "llm.prices.shipped=false",
                "llm.prices.file=" + prices, "llm.redis.address=" + redis,
                // A busy machine's Redis is slow, not away.
                "llm.redis.time-limit=5s", "llm.standalone.consumers[0].name=alice",
                "llm.standalone.consumers[0].keys[0]=" + KEY, "llm.standalone.plugins[0].name=llm-route",
                "llm.standalone.plugins[1].name=llm-budget", "llm.standalone.plugins[1].settings=" + budget,
                "llm.standalone.plugins[2].name=llm-metrics"));
    }

    public static GatewaySettings of(Path directory, Simulator provider, RedisNode redis, String budget) {
        return of(directory, provider.baseUri(), redis.address(), budget);
    }

    /** With further properties, or other values of those that are there. */
    public GatewaySettings with(String... more) {
        List<String> names = Stream.of(more).map(GatewaySettings::name).toList();
        List<String> all = new ArrayList<>(this.properties);
        all.removeIf((property) -> names.contains(name(property)));
        all.addAll(List.of(more));
        return new GatewaySettings(all);
    }

    private static String name(String property) {
        return property.substring(0, property.indexOf('='));
    }

    public String[] properties() {
        return this.properties.toArray(String[]::new);
    }

}
