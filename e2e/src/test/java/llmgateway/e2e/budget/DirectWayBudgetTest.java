package llmgateway.e2e.budget;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import llmgateway.budget.management.BudgetManagement;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.money.Money;
import llmgateway.e2e.gateway.ApisixDouble;
import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientRequest;
import llmgateway.e2e.gateway.Consumer;
import llmgateway.e2e.gateway.PluginConf;
import llmgateway.e2e.gateway.PluginConf.Plugin;
import llmgateway.e2e.gateway.Route;
import llmgateway.e2e.runner.InProcessRunner;
import llmgateway.runner.ingest.IngestListener;
import llmgateway.simulator.ReceivedRequest;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Calls that APISIX carries itself, and tells of by {@code http-logger}. */
class DirectWayBudgetTest {

    private static final String BUDGET = """
            {"limits":{"cap":{"limit_by":"consumer","usd":1000,"per":"total"}}}""";

    private static final String STREAMED = "{\"model\":\"gpt-test\",\"max_tokens\":100,\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\",\"content\":\"Greet me.\"}]}";

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    private final ObjectMapper json = new ObjectMapper();

    private RedisNode redis;

    private Simulator provider;

    private InProcessRunner runner;

    private ApisixDouble apisix;

    @BeforeEach
    void start() throws IOException {
        this.redis = RedisNode.start(this.directory);
        this.provider = Simulator.start(SimulatorConfig.defaults());
        this.runner = InProcessRunner.start(List.of(),
                GatewaySettings.of(this.directory, this.provider, this.redis, BUDGET)
                    .with("llm.standalone.enabled=false", "llm.ingest.enabled=true", "llm.budget.direct-lease=3s",
                            "llm.budget.reaper-interval=50ms", "llm.socket.enabled=true")
                    .properties());
        this.apisix = new ApisixDouble(this.runner.socket(),
                new Route("llm",
                        new PluginConf(List.of(new Plugin("llm-route", "{}"), new Plugin("llm-budget", BUDGET),
                                new Plugin("llm-metrics", "{}"))),
                        Map.of("sim-openai", this.provider.baseUri())),
                List.of(Consumer.of("alice", GatewaySettings.KEY)));
    }

    @AfterEach
    void stop() throws Exception {
        this.apisix.close();
        this.runner.close();
        this.provider.close();
        this.redis.close();
        this.http.close();
    }

    @Test
    void reservationSettlementLedgerReportAndMetricsAgreeToTheNanoDollar() throws Exception {
        String answer = call();
        assertThat(books().limit("cap").held()).as("the prompt at an upper bound, and 100 tokens")
            .isGreaterThanOrEqualTo(102 * GatewaySettings.NANOS_A_TOKEN);

        assertThat(post(entry(answer)).body()).contains("\"accepted\":1");
        assertThat(post("[" + entry(answer) + "," + entry(answer) + "]").statusCode()).as("sent again").isEqualTo(200);

        long tokens = this.json.readTree(usageChunk(answer)).at("/usage/total_tokens").asLong();
        Money cost = new Money(tokens * GatewaySettings.NANOS_A_TOKEN);
        LedgerRecord record = books().ledger().getFirst();
        assertThat(books().ledger()).hasSize(1);
        assertThat(record.reason()).isEqualTo("settled");
        assertThat(record.charge()).isEqualTo(cost);
        assertThat(books().limit("cap").used()).isEqualTo(cost.nanos());
        assertThat(books().limit("cap").held()).isZero();
        assertThat(get("local.server.port", "/admin/usage?group_by=consumer"))
            .contains("\"consumer\":\"alice\",\"calls\":1", "\"cost_usd\":\"" + cost + "\"");
        assertThat(get("local.management.port", "/actuator/prometheus").lines()
            .filter((line) -> line.startsWith("llm_gateway_cost")))
            .anySatisfy((line) -> assertThat(new Money(
                    Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) * 1_000_000_000)))
                .isEqualTo(cost));
    }

    @Test
    void aCallWhoseEntryIsLostIsChargedWhatItHeldOnceItsLeaseIsOver() throws Exception {
        String answer = call();
        long held = books().limit("cap").held();

        await().atMost(Duration.ofSeconds(30)).until(() -> books().openTickets() == 0);
        post(entry(answer));

        assertThat(books().ledger()).singleElement().satisfies((record) -> {
            assertThat(record.reason()).isEqualTo("expired");
            assertThat(record.charge().nanos()).isEqualTo(held);
        });
        assertThat(books().limit("cap").used()).isEqualTo(held);
    }

    private String call() {
        ClientRequest request = ClientRequest.post("/v1/chat/completions", STREAMED).bearer(GatewaySettings.KEY);
        try (ClientAnswer answer = this.apisix.send(request)) {
            assertThat(answer.headers().first("x-llm-way")).contains("direct");
            assertThat(answer.headers().first("x-llm-budget-remaining-usd")).isPresent();
            return answer.text();
        }
    }

    /**
     * As docs/accounting.md has {@code log_format}; numbers are texts or numbers as
     * APISIX sends them.
     */
    private String entry(String answer) {
        ReceivedRequest received = this.provider.requests().getFirst();
        ObjectNode entry = this.json.createObjectNode();
        entry.put("ticket", received.header("LlmTicket").orElseThrow());
        entry.put("status", 200);
        entry.put("upstream_status", "200");
        entry.put("upstream_bytes_sent", "500");
        entry.put("upstream_bytes_received", Integer.toString(answer.length() + 200));
        entry.put("upstream_response_length", Integer.toString(answer.length()));
        entry.put("request_completion", "OK");
        entry.put("content_type", "text/event-stream; charset=utf-8");
        entry.put("request_time", 0.25);
        entry.put("upstream_header_time", 0.05);
        entry.put("resp_body", answer);
        return this.json.writeValueAsString(entry);
    }

    private static String usageChunk(String answer) {
        return answer.lines()
            .filter((line) -> line.contains("\"choices\":[]"))
            .findFirst()
            .orElseThrow()
            .substring("data: ".length());
    }

    private HttpResponse<String> post(String body) throws Exception {
        int port = this.runner.bean(IngestListener.class).port();
        return this.http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ingest"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(), HttpResponse.BodyHandlers.ofString());
    }

    private String get(String portProperty, String path) throws Exception {
        String port = this.runner.bean(Environment.class).getProperty(portProperty);
        return this.http
            .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString())
            .body();
    }

    private Books books() {
        return new Books(this.runner.bean(UsageBook.class), this.runner.bean(BudgetManagement.class));
    }

}
