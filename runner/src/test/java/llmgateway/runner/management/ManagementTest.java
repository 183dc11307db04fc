package llmgateway.runner.management;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Way;
import llmgateway.core.error.ErrorCode;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.money.Money;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.Usage;
import llmgateway.metrics.accounting.Charge;
import llmgateway.metrics.accounting.FinishedCall;
import llmgateway.metrics.meter.CallMeters;
import llmgateway.metrics.meter.MicrometerBudgetEvents;
import llmgateway.runner.ingest.IngestListener;
import llmgateway.runner.ingest.KnownCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class ManagementTest {

    @TempDir
    static Path directory;

    private static ManagedRunner runner;

    @BeforeAll
    @Timeout(120)
    static void start() {
        runner = new ManagedRunner(directory);
    }

    @AfterAll
    static void stop() {
        runner.close();
    }

    @Test
    void reportsUsageAsJsonAndCsv() throws Exception {
        HttpResponse<String> json = runner.get("/admin/usage?group_by=consumer,model&from=2026-10-01&to=2026-10-02");

        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.headers().firstValue("Content-Type"))
            .hasValueSatisfying((type) -> assertThat(type).startsWith("application/json"));
        assertThat(json.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(json.body())
            .contains("\"rows\":[{\"consumer\":\"alice\",\"model\":\"gpt-4o\",\"calls\":3," + "\"cost_usd\":\"0.25\"");

        HttpResponse<String> csv = runner.get("/admin/usage?group_by=consumer&format=csv");
        assertThat(csv.headers().firstValue("Content-Type"))
            .hasValueSatisfying((type) -> assertThat(type).startsWith("text/csv"));
        assertThat(csv.body()).startsWith("consumer,calls,cost_usd,").contains("\r\nalice,3,0.25,");
    }

    @Test
    void handsOverTheLedger() throws Exception {
        assertThat(runner.get("/admin/ledger?from=2026-10-01&to=2026-10-02").body())
            .startsWith("{\"id\":\"1-0\",\"at\":\"2026-10-01T00:00:00Z\"")
            .contains("\"user\":\"zo\u00eb\"")
            .endsWith("}\n");
        assertThat(runner.get("/admin/ledger?format=csv").body().split("\r\n")).hasSize(2);
        assertThat(runner.get("/admin/ledger").headers().firstValue("x-llm-ledger-kept-since"))
            .contains("2026-09-01T00:00:00Z");
    }

    @Test
    void P16_namesTheParameterThatCannotBeHonoured() throws Exception {
        HttpResponse<String> answer = runner.get("/admin/usage?group=a&groupby=model");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"invalid_parameter\",\"message\":\"The parameter "
                + "'groupby' is unknown; known are ");
        assertThat(runner.get("/admin/ledger?from=now").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/admin/usage?from=2020-01-01&to=2020-01-02", "/admin/ledger?from=2020-01-01" })
    void I1_saysSoWhereTheStoreIsAway(String path) throws Exception {
        HttpResponse<String> answer = runner.get(path);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"store_unavailable\",");
    }

    @Test
    void S3_servesNothingElseAndSaysSoInOneShape() throws Exception {
        for (String path : List.of("/admin", "/admin/env", "/actuator/env", "/actuator/heapdump", "/usage", "/")) {
            HttpResponse<String> answer = runner.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
        }
        assertThat(runner.get("/admin/nothing").body()).startsWith("{\"error\":{\"code\":\"not_found\"");
    }

    @Test
    void withoutAKeyAWebPageIsNotLetIn() throws Exception {
        assertThat(runner.get("/admin/usage", "Origin", "https://evil.example").statusCode()).isEqualTo(403);
        assertThat(raw("GET /admin/usage HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
            .as("by a name that leads here")
            .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /admin/usage HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
            .startsWith("HTTP/1.1 200");
    }

    @Test
    void withAKeyNobodyIsLetInWithoutIt(@TempDir Path secrets) throws Exception {
        Path keys = Files.writeString(secrets.resolve("management-keys"), "old-management-key\nnew-management-key\n");
        try (ManagedRunner guarded = new ManagedRunner(secrets, "--llm.management.key=file:" + keys)) {
            HttpResponse<String> refused = guarded.get("/admin/usage");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(refused.body()).startsWith("{\"error\":{\"code\":\"unauthorized\",");
            for (String path : List.of("/admin/nothing", "/admin/", "/admin//usage", "/x/../admin/usage",
                    "/admin;x=1/usage", "/%61dmin/usage")) {
                assertThat(guarded.get(path).statusCode()).as(path).isIn(400, 401, 404);
            }
            assertThat(guarded.get("/admin/usage", "Authorization", "Bearer wrong-management-key").statusCode())
                .isEqualTo(401);
            for (String key : List.of("old-management-key", "new-management-key")) {
                assertThat(
                        guarded.get("/admin/usage", "Authorization", "Bearer " + key, "Origin", "https://ops.example")
                            .statusCode())
                    .isEqualTo(200);
            }
            assertThat(guarded.get("/actuator/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void opensTheListenerForLogEntries() {
        assertThat(runner.bean(IngestListener.class).isRunning()).isTrue();
    }

    @Test
    void showsMetricsThatPrometheusCanRead() throws Exception {
        runner.bean(CallMeters.class).finished(finishedCall());
        MicrometerBudgetEvents events = runner.bean(MicrometerBudgetEvents.class);
        events.refused("team \"day\"\\\n", ErrorCode.INSUFFICIENT_QUOTA, Caller.UNKNOWN, new CatalogueModel("m"));
        events.settlementsWaiting(3);

        HttpResponse<String> answer = runner.get("/actuator/prometheus");

        assertThat(answer.statusCode()).isEqualTo(200);
        PrometheusText metrics = PrometheusText.parse(answer.body());
        assertThat(metrics.type("gen_ai_client_token_usage")).isEqualTo("histogram");
        assertThat(metrics.type("gen_ai_client_operation_duration_seconds")).isEqualTo("histogram");
        assertThat(metrics.type("gen_ai_server_time_to_first_token_seconds")).isEqualTo("histogram");
        assertThat(metrics.type("llm_gateway_cost_total")).isEqualTo("counter");
        assertThat(metrics.value("llm_gateway_settlements_waiting")).isEqualTo(3);
        assertThat(metrics.value("gen_ai_client_token_usage_sum", "gen_ai_token_type", "input", "gen_ai_operation_name",
                "chat", "gen_ai_provider_name", "openai", "gen_ai_request_model", "m"))
            .isEqualTo(1000);
        assertThat(metrics.value("llm_gateway_limit_refusals_total", "llm_limit", "team \"day\"\\\n", "llm_code",
                "insufficient_quota"))
            .isOne();
    }

    private static FinishedCall finishedCall() {
        AdmittedCall call = new AdmittedCall(KnownCall.TICKET, new CallId("call_1"), Caller.UNKNOWN,
                Endpoint.CHAT_COMPLETIONS, true, Optional.empty(), new CatalogueModel("m"),
                new Target("openai", Dialect.OPENAI, new RequestModel("m")), Optional.empty(), Price.FREE,
                Priced.LISTED, Usage.NONE, Money.ZERO, Optional.empty(), List.of(), Way.DIRECT, Instant.EPOCH);
        CallReport report = new CallReport(KnownCall.TICKET, new AttemptOutcome.Answered(200), AnswerReading.NOTHING,
                Duration.ofSeconds(2), Optional.of(Duration.ofMillis(40)), 1);
        return new FinishedCall(call, report, new Charge.Metered(Usage.ofTokens(1000, 50), Money.parse("0.5")),
                LedgerEntry.EMPTY);
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), runner.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

}
