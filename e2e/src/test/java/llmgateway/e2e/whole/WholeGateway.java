package llmgateway.e2e.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.e2e.gateway.ApisixDouble;
import llmgateway.e2e.gateway.Consumer;
import llmgateway.e2e.gateway.PluginConf;
import llmgateway.e2e.gateway.Route;
import llmgateway.e2e.runner.RunnerProcess;
import llmgateway.simulator.ReceivedRequest;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.springframework.util.FileSystemUtils;

/**
 * A simulated provider, the packaged runner as a process that writes its log at debug
 * level, its standalone front door, and an APISIX double before its socket. The consumer
 * {@code alice} may use every model, {@code bob} only {@value #MODEL}.
 */
public final class WholeGateway implements AutoCloseable {

    /**
     * Served as {@value #UPSTREAM_MODEL} by the provider that speaks OpenAI's dialect.
     */
    public static final String MODEL = "gpt-test";

    public static final String UPSTREAM_MODEL = "gpt-test-2026-11-01";

    public static final String CLAUDE = "claude-test";

    public static final String UPSTREAM_CLAUDE = "claude-test-20261101";

    /** Served by a provider that refuses the gateway's key. */
    public static final String REFUSED_KEY_MODEL = "gpt-refused";

    /** Served by a provider that is not there. */
    public static final String UNREACHABLE_MODEL = "gpt-unreachable";

    /**
     * Models, each served by a provider that speaks one API only. With {@code -fault-}
     * and a fault of the simulator behind the name it fails so.
     */
    public static final List<String> TRANSLATED = List.of("via-chat", "via-azure", "via-responses", "via-messages",
            "via-gemini", "via-vertex-claude", "via-cohere", "via-vertex-gemini", "via-bedrock", "via-ollama");

    /** Served by a provider of chat completions that tells what its model thinks. */
    public static final String OPEN_THINKER = "via-open-thinker";

    /** Models that answer, and fail behind {@code -fault-}, by the provider of each. */
    private static final Map<String, String> ONE_API_EACH = Map.ofEntries(Map.entry("via-chat", "sim-chat"),
            Map.entry("via-azure", "sim-azure-v1"), Map.entry("via-responses", "sim-responses"),
            Map.entry("via-messages", "sim-anthropic"), Map.entry("via-gemini", "sim-gemini"),
            Map.entry("via-cohere", "sim-cohere"), Map.entry("via-ollama", "sim-ollama"),
            Map.entry("via-vertex-gemini", "sim-vertex-gemini"), Map.entry("embed-gemini", "sim-gemini"),
            Map.entry("embed-cohere", "sim-cohere"), Map.entry("embed-ollama", "sim-ollama"),
            Map.entry("embed-vertex", "sim-vertex-gemini"));

    private static final String BOBS_SETTINGS = "{\"models\":[\"" + MODEL + "\"]}";

    private final Path directory;

    private final Canaries canaries;

    private final Simulator simulator;

    private final RunnerProcess runner;

    private final ApisixDouble apisix;

    private final URI standalone;

    private WholeGateway(Path directory) throws IOException {
        this.directory = directory;
        this.canaries = Canaries.fresh();
        this.simulator = Simulator
            .start(SimulatorConfig.defaults().withKeys(this.canaries.openAi(), this.canaries.anthropic()));
        int port = RunnerProcess.freePort();
        this.standalone = URI.create("http://127.0.0.1:" + port);
        this.runner = RunnerProcess.start(Map.of("CANARY_ALICE", this.canaries.alice(), "CANARY_BOB",
                this.canaries.bob(), "CANARY_OPENAI", this.canaries.openAi(), "CANARY_ANTHROPIC",
                this.canaries.anthropic(), "CANARY_REFUSED", this.canaries.refused()), properties(port));
        this.apisix = new ApisixDouble(this.runner.socket(), route(),
                List.of(Consumer.of("alice", this.canaries.alice()),
                        Consumer.of("bob", this.canaries.bob()).withConf(PluginConf.of("llm-route", BOBS_SETTINGS))));
    }

    public static WholeGateway start() {
        try {
            return new WholeGateway(Files.createTempDirectory("llm-whole"));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public Canaries canaries() {
        return this.canaries;
    }

    public RunnerProcess runner() {
        return this.runner;
    }

    public ApisixDouble apisix() {
        return this.apisix;
    }

    /** Host and port that the provider is reached by. */
    public String providerAuthority() {
        return this.simulator.baseUri().getAuthority();
    }

    /** The front door, without a slash at the end. */
    public URI standalone() {
        return this.standalone;
    }

    /**
     * What the provider received of one test's calls.
     * @param mark a text in their bodies
     */
    public List<ReceivedRequest> received(String mark) {
        return this.simulator.requests().stream().filter((request) -> request.bodyText().contains(mark)).toList();
    }

    /** All that the provider remembers. */
    public Stream<ReceivedRequest> received() {
        return this.simulator.requests().stream();
    }

    @Override
    public void close() throws IOException {
        this.apisix.close();
        this.runner.close();
        this.simulator.close();
        FileSystemUtils.deleteRecursively(this.directory);
    }

    private String[] properties(int port) throws IOException {
        Path catalogue = this.directory.resolve("catalogue.yaml");
        Files.writeString(catalogue, catalogue());
        List<String> properties = new ArrayList<>(
                List.of("logging.level.root=debug", "logging.level.org.springframework=debug",
                        "llm.catalogue.shipped=false", "llm.catalogue.file=" + catalogue, "llm.socket.enabled=true",
                        "llm.standalone.enabled=true", "llm.standalone.listen=127.0.0.1:" + port));
        properties.addAll(List.of("llm.standalone.consumers[0].name=alice",
                "llm.standalone.consumers[0].keys[0]=env:CANARY_ALICE", "llm.standalone.consumers[1].name=bob",
                "llm.standalone.consumers[1].keys[0]=env:CANARY_BOB",
                "llm.standalone.consumers[1].plugins[0].name=llm-route",
                "llm.standalone.consumers[1].plugins[0].settings=" + BOBS_SETTINGS));
        return properties.toArray(new String[0]);
    }

    private String catalogue() {
        return """
                providers:
                  sim-openai:
                    dialect: openai
                    base_url: %1$s/openai/v1
                    keys: [env:CANARY_OPENAI]
                  sim-anthropic:
                    dialect: anthropic
                    base_url: %1$s/anthropic/v1
                    keys: [env:CANARY_ANTHROPIC]
                  sim-chat:
                    dialect: openai
                    base_url: %1$s/openai/v1
                    keys: [env:CANARY_OPENAI]
                    endpoints: [chat_completions]
                  sim-responses:
                    dialect: openai
                    base_url: %1$s/openai/v1
                    keys: [env:CANARY_OPENAI]
                    endpoints: [responses]
                  sim-gemini:
                    dialect: gemini
                    base_url: %1$s/gemini/v1beta
                    keys: [env:CANARY_OPENAI]
                  sim-vertex-gemini:
                    dialect: vertex-gemini
                    base_url: %1$s/vertex/v1/projects/p/locations/global
                    auth: bearer
                    keys: [env:CANARY_OPENAI]
                  sim-vertex-claude:
                    dialect: vertex-anthropic
                    base_url: %1$s/vertex/v1/projects/p/locations/global
                    auth: bearer
                    keys: [env:CANARY_OPENAI]
                  sim-bedrock:
                    dialect: bedrock
                    base_url: %1$s/bedrock
                    keys: [env:CANARY_OPENAI]
                  sim-titan:
                    dialect: bedrock
                    base_url: %1$s/bedrock
                    keys: [env:CANARY_OPENAI]
                    endpoints: [bedrock_titan_embed]
                  sim-cohere:
                    dialect: cohere
                    base_url: %1$s/cohere/v2
                    keys: [env:CANARY_OPENAI]
                  sim-ollama:
                    dialect: ollama
                    base_url: %1$s/ollama/api
                    auth: bearer
                    keys: [env:CANARY_OPENAI]
                  sim-azure:
                    dialect: azure-openai
                    api_version: 2024-10-21
                    base_url: %1$s/azure
                    keys: [env:CANARY_OPENAI]
                  sim-azure-v1:
                    dialect: azure-openai
                    api_version: v1
                    base_url: %1$s/azure
                    keys: [env:CANARY_OPENAI]
                    endpoints: [chat_completions]
                  sim-refusing:
                    dialect: openai
                    base_url: %1$s/openai/v1
                    keys: [env:CANARY_REFUSED]
                  sim-gone:
                    dialect: openai
                    base_url: http://127.0.0.1:%2$d/v1
                    keys: [env:CANARY_OPENAI]
                models:
                  gpt-test:
                    aliases: [best, gpt-4o]
                    targets: [{provider: sim-openai, model: gpt-test-2026-11-01}]
                  claude-test:
                    targets: [{provider: sim-anthropic, model: claude-test-20261101}]
                  gpt-refused:
                    targets: [{provider: sim-refusing}]
                  gpt-unreachable:
                    targets: [{provider: sim-gone}]
                  via-bedrock:
                    targets: [{provider: sim-bedrock, model: anthropic.claude-sonnet-4-5-20250929-v1:0}]
                  "via-bedrock-fault-*":
                    targets: [{provider: sim-bedrock, model: "sim-fault-*"}]
                  via-vertex-claude:
                    targets: [{provider: sim-vertex-claude, model: claude-sonnet-4-5@20250929}]
                  "via-vertex-claude-fault-*":
                    targets: [{provider: sim-vertex-claude, model: "sim-fault-*"}]
                  via-open-thinker:
                    targets: [{provider: sim-chat, model: deepseek-v4}]
                  embed-openai:
                    targets: [{provider: sim-openai}]
                  embed-titan:
                    targets: [{provider: sim-bedrock, model: amazon.titan-embed-text-v2:0}]
                  "embed-titan-fault-*":
                    targets: [{provider: sim-titan, model: "sim-fault-*"}]
                  embed-bedrock-cohere:
                    targets: [{provider: sim-bedrock, model: eu.cohere.embed-v4:0}]
                  embed-azure:
                    targets: [{provider: sim-azure}]
                  "sim-fault-*":
                    targets: [{provider: sim-openai}]
                  "claude-fault-*":
                    targets: [{provider: sim-anthropic, model: "sim-fault-*"}]
                """.formatted(this.simulator.baseUri(), RunnerProcess.freePort()) + ONE_API_EACH.entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map((entry) -> models(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining());
    }

    /** One that answers, and those behind whose names a fault stands. */
    private static String models(String name, String provider) {
        return """
                  %1$s:
                    targets: [{provider: %2$s}]
                  "%1$s-fault-*":
                    targets: [{provider: %2$s, model: "sim-fault-*"}]
                """.formatted(name, provider);
    }

    private Route route() {
        URI node = this.simulator.baseUri();
        return new Route("llm", PluginConf.of("llm-route", "{}"), Map.of("sim-openai", node, "sim-anthropic", node,
                "sim-refusing", node, "llm-relay", this.runner.relay()));
    }

}
