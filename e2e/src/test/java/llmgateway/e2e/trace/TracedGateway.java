package llmgateway.e2e.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import llmgateway.e2e.budget.GatewaySettings;
import llmgateway.e2e.budget.RedisNode;
import llmgateway.e2e.gateway.ApisixDouble;
import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientRequest;
import llmgateway.e2e.gateway.Consumer;
import llmgateway.e2e.gateway.PluginConf;
import llmgateway.e2e.gateway.PluginConf.Plugin;
import llmgateway.e2e.gateway.Route;
import llmgateway.e2e.runner.InProcessRunner;
import llmgateway.runner.ingest.IngestListener;
import llmgateway.runner.relay.RelayListener;
import llmgateway.runner.standalone.FrontDoorListener;
import llmgateway.simulator.ReceivedRequest;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.springframework.core.env.Environment;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** A runner with all plugins and both its doors: APISIX's socket, and its own. */
final class TracedGateway implements AutoCloseable {

    private static final String BUDGET = """
            {"limits":{"cap":{"limit_by":"consumer","usd":1000,"per":"total"}}}""";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ObjectMapper json = new ObjectMapper();

    private final RedisNode redis;

    private final Simulator provider;

    private final InProcessRunner runner;

    private final ApisixDouble apisix;

    TracedGateway(Path directory, String... properties) throws IOException {
        this.redis = RedisNode.start(directory);
        this.provider = Simulator.start(SimulatorConfig.defaults());
        this.runner = InProcessRunner.start(List.of(),
                GatewaySettings.of(directory, this.provider, this.redis, BUDGET)
                    .with(Stream
                        .concat(Stream.of("llm.standalone.listen=127.0.0.1:0", "llm.ingest.enabled=true",
                                "llm.socket.enabled=true", "llm.traces.export-interval=50ms"), Stream.of(properties))
                        .toArray(String[]::new))
                    .properties());
        URI relay = URI.create("http://127.0.0.1:" + this.runner.bean(RelayListener.class).port());
        this.apisix = new ApisixDouble(this.runner.socket(),
                new Route("llm",
                        new PluginConf(List.of(new Plugin("llm-route", "{}"), new Plugin("llm-budget", BUDGET),
                                new Plugin("llm-metrics", "{}"))),
                        Map.of("sim-openai", this.provider.baseUri(), "llm-relay", relay)),
                List.of(Consumer.of("alice", GatewaySettings.KEY)));
    }

    /** A chat at the gateway's own door. */
    HttpResponse<String> standalone(String body, String... headers) {
        HttpRequest.Builder request = HttpRequest
            .newBuilder(URI.create(
                    "http://127.0.0.1:" + this.runner.bean(FrontDoorListener.class).port() + "/v1/chat/completions"))
            .header("Authorization", "Bearer " + GatewaySettings.KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** A chat through APISIX; the answer is read to its end. */
    String throughApisix(String way, String body, String... headers) {
        ClientRequest request = ClientRequest.post("/v1/chat/completions", body).bearer(GatewaySettings.KEY);
        for (int i = 0; i < headers.length; i += 2) {
            request = request.with(headers[i], headers[i + 1]);
        }
        try (ClientAnswer answer = this.apisix.send(request)) {
            if (!answer.headers().first("x-llm-way").equals(Optional.of(way))) {
                throw new AssertionError("not the way " + way + ": " + answer.headers());
            }
            return answer.text();
        }
    }

    /** Posts what {@code http-logger} has to say of the last call. */
    void logLast(String answer, String contentType) {
        ObjectNode entry = this.json.createObjectNode();
        entry.put("ticket", lastRequest().header("LlmTicket").orElseThrow());
        entry.put("status", 200);
        entry.put("upstream_status", "502, 200");
        entry.put("upstream_bytes_sent", "0, 500");
        entry.put("upstream_bytes_received", "0, " + (answer.length() + 200));
        entry.put("upstream_response_length", "0, " + answer.length());
        entry.put("request_completion", "OK");
        entry.put("content_type", contentType);
        entry.put("request_time", 0.25);
        entry.put("upstream_header_time", 0.05);
        entry.put("upstream_response_time", "0.050, 0.200");
        entry.put("resp_body", answer);
        int port = this.runner.bean(IngestListener.class).port();
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ingest"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(this.json.writeValueAsString(entry)))
            .build());
    }

    ReceivedRequest lastRequest() {
        return this.provider.requests().getLast();
    }

    int providerPort() {
        return this.provider.baseUri().getPort();
    }

    String prometheus() {
        String port = this.runner.bean(Environment.class).getProperty("local.management.port");
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus")).build())
            .body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return this.http.send(request, BodyHandlers.ofString());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() throws IOException {
        this.apisix.close();
        this.runner.close();
        this.provider.close();
        this.redis.close();
        this.http.close();
    }

}
