package llmgateway.e2e.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import llmgateway.e2e.budget.RedisNode;
import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientRequest;
import llmgateway.e2e.gateway.DeclaredApisix;
import llmgateway.e2e.gateway.DeclaredObjects;
import llmgateway.e2e.runner.InProcessRunner;
import llmgateway.e2e.shipped.LocalServer.Reply;
import llmgateway.route.credential.KeyLoader;
import llmgateway.runner.ingest.IngestListener;
import llmgateway.runner.relay.RelayListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/**
 * A runner with the shipped catalogue and prices behind an APISIX that does what shipped
 * objects say. The relay goes through APISIX, too.
 */
final class ShippedGateway implements AutoCloseable {

    static final String OPENAI_KEY = "sk-openai-5d2f";

    static final String ANTHROPIC_KEY = "sk-anthropic-77c1";

    /** What the shipped objects refer to. */
    static final Map<String, String> ENVIRONMENT = Map.of("ALICE_AUTHORIZATION", "Bearer sk-alice-1", "ALICE_KEY",
            "sk-alice-1", "BOB_AUTHORIZATION", "Bearer sk-bob-2", "BOB_KEY", "sk-bob-2", "CAROL_AUTHORIZATION",
            "Bearer sk-carol-3", "LLM_INGEST_AUTH", "Bearer ingest-4");

    private static final String COMPLETION = """
            {"id":"c1","object":"chat.completion","model":"gpt-4o-mini","choices":[{"index":0,"finish_reason":"stop",\
            "message":{"role":"assistant","content":"Hi"}}],\
            "usage":{"prompt_tokens":8,"completion_tokens":2,"total_tokens":10}}""";

    private static final String STREAM = """
            data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hi"}}]}

            data: {"id":"c1","object":"chat.completion.chunk","choices":[],\
            "usage":{"prompt_tokens":8,"completion_tokens":2,"total_tokens":10}}

            data: [DONE]

            """;

    private static final String MESSAGE = """
            {"id":"m1","type":"message","role":"assistant","model":"claude-haiku-4-5","stop_reason":"end_turn",\
            "content":[{"type":"text","text":"Hi"}],"usage":{"input_tokens":8,"output_tokens":2}}""";

    private final LocalServer openai = new LocalServer(ShippedGateway::reply);

    private final LocalServer anthropic = new LocalServer(ShippedGateway::reply);

    private final LocalServer internalListener = new LocalServer(this::throughInternalListener);

    private final List<String> upstreams = new CopyOnWriteArrayList<>();

    private final HttpClient http = HttpClient.newHttpClient();

    private final RedisNode redis;

    private final InProcessRunner runner;

    private final DeclaredApisix apisix;

    ShippedGateway(Path directory, Supplier<DeclaredObjects> objects) throws IOException {
        Path ingestKey = Files.writeString(directory.resolve("ingest.key"), "ingest-4");
        this.redis = RedisNode.start(directory);
        this.runner = InProcessRunner.start(List.of(ProviderKeys.class), "llm.socket.enabled=true",
                "llm.redis.address=" + this.redis.address(), "llm.redis.time-limit=5s",
                "llm.ingest.key=file:" + ingestKey,
                "llm.route.relay-through=" + this.internalListener.address() + "/llm");
        this.apisix = new DeclaredApisix(this.runner.socket(), objects, ENVIRONMENT, new Around());
    }

    DeclaredApisix apisix() {
        return this.apisix;
    }

    /** Upstreams that calls went to since the last question. */
    List<String> upstreams() {
        List<String> all = List.copyOf(this.upstreams);
        this.upstreams.clear();
        return all;
    }

    LocalServer openai() {
        return this.openai;
    }

    LocalServer anthropic() {
        return this.anthropic;
    }

    /** Entries of the ledger, one a line. */
    List<String> ledger() {
        String port = this.runner.bean(Environment.class).getProperty("local.server.port", "0");
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/admin/ledger")).build()).lines()
            .filter((line) -> !line.isBlank())
            .toList();
    }

    @Override
    public void close() throws IOException {
        this.apisix.close();
        this.runner.close();
        this.redis.close();
        this.http.close();
        this.internalListener.close();
        this.openai.close();
        this.anthropic.close();
    }

    private String send(HttpRequest request) {
        try {
            return this.http.send(request, BodyHandlers.ofString()).body();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private Reply throughInternalListener(ClientRequest request) {
        try (ClientAnswer answer = this.apisix.send(request, 9081, "127.0.0.1")) {
            return new Reply(answer.status(), answer.headers().first("content-type").orElse("text/plain"),
                    answer.text());
        }
    }

    private static Reply reply(ClientRequest request) {
        if (request.target().startsWith("/v1/messages")) {
            return new Reply(200, "application/json", MESSAGE);
        }
        boolean stream = new String(request.body(), StandardCharsets.UTF_8).contains("\"stream\": true");
        return stream ? new Reply(200, "text/event-stream", STREAM) : new Reply(200, "application/json", COMPLETION);
    }

    /** Test keys in place of the environment's. */
    @Configuration(proxyBeanMethods = false)
    static class ProviderKeys {

        @Bean
        KeyLoader keyLoader() {
            Map<String, String> keys = Map.of("OPENAI_API_KEY", OPENAI_KEY, "ANTHROPIC_API_KEY", ANTHROPIC_KEY);
            return new KeyLoader((name) -> Optional.ofNullable(keys.get(name)));
        }

    }

    private final class Around implements DeclaredApisix.Surroundings {

        @Override
        public URI node(String upstream, JsonNode object) {
            ShippedGateway.this.upstreams.add(upstream);
            String node = object.path("nodes").propertyNames().iterator().next();
            return switch (node) {
                case "api.openai.com:443" -> ShippedGateway.this.openai.address();
                case "api.anthropic.com:443" -> ShippedGateway.this.anthropic.address();
                case "127.0.0.1:9085" ->
                    URI.create("http://127.0.0.1:" + ShippedGateway.this.runner.bean(RelayListener.class).port());
                default -> throw new IllegalArgumentException(node);
            };
        }

        @Override
        public void logged(String uri, String authHeader, String entry) {
            if (!uri.equals("http://127.0.0.1:9087/ingest")) {
                throw new IllegalArgumentException(uri);
            }
            int port = ShippedGateway.this.runner.bean(IngestListener.class).port();
            send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ingest"))
                .header("Content-Type", "application/json")
                .header("Authorization", authHeader)
                .POST(BodyPublishers.ofString(entry))
                .build());
        }

    }

}
