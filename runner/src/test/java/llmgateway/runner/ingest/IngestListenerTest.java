package llmgateway.runner.ingest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import llmgateway.core.money.Money;
import llmgateway.core.price.TokenCounter;
import llmgateway.metrics.accounting.AccountingSettings;
import llmgateway.metrics.accounting.CallAccounting;
import llmgateway.metrics.accounting.ChargeRule;
import llmgateway.metrics.ingest.LogIngest;
import llmgateway.metrics.ingest.PostRefusal;
import llmgateway.runner.key.BearerKeys;
import llmgateway.runner.key.KeyHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
class IngestListenerTest {

    private static final int MAX_BODY = 100_000;

    private static final String ENTRY = """
            {"ticket":"%s","status":200,"upstream_status":"200","upstream_bytes_sent":"10",\
            "upstream_bytes_received":"20","request_completion":"OK","content_type":"application/json",\
            "request_time":0.5,"resp_body":"{\\"usage\\":{\\"prompt_tokens\\":1000,\\"completion_tokens\\":0}}"}"""
        .formatted(KnownCall.TICKET.value());

    private final KnownCall settlements = new KnownCall();

    private final Queue<PostRefusal> refusals = new ConcurrentLinkedQueue<>();

    private final IngestListener listener = new IngestListener(properties("127.0.0.1:0", ""),
            new LogIngest(this.settlements,
                    new CallAccounting(this.settlements,
                            new ChargeRule(AccountingSettings.DEFAULTS, TokenCounter.BYTES), List.of()),
                    MAX_BODY, (result) -> {
                    }),
            Optional.of(new BearerKeys(List.of(KeyHash.of("the-right-key"), KeyHash.of("the-next-key")))),
            this.refusals::add);

    private final HttpClient apisix = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() {
        this.listener.start();
    }

    @AfterEach
    void stop() {
        this.listener.stop();
        this.apisix.close();
    }

    @Test
    void settlesTheCallOfAnEntry() throws Exception {
        HttpResponse<String> answer = post(ENTRY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"skipped\":0}");
        assertThat(this.settlements.settled).singleElement()
            .satisfies((settled) -> assertThat(settled.cost()).isEqualTo(Money.parse("0.002")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "poison", "[{\"ticket\":", "{\"resp_body\":7}", "[[[[[[" })
    void aPoisonousPostIsNotAskedForAgain(String body) throws Exception {
        assertThat(post(body).statusCode()).isEqualTo(200);
    }

    @Test
    void I1_asksForThePostAgainWhereTheStoreIsAway() throws Exception {
        this.settlements.away = true;

        HttpResponse<String> answer = post(ENTRY);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(this.refusals).containsExactly(PostRefusal.STORE_AWAY);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Bearer the-wrong-key", "the-right-key", "Basic the-right-key", "Bearer ", "" })
    void letsNobodyInWithoutTheKey(String authorization) throws Exception {
        HttpRequest.Builder request = request("/ingest", BodyPublishers.ofString(ENTRY));
        request.setHeader("Authorization", authorization);

        assertThat(send(request).statusCode()).isEqualTo(401);
        assertThat(this.refusals).containsExactly(PostRefusal.UNAUTHORIZED);
        assertThat(this.settlements.settled).isEmpty();
    }

    @Test
    void takesEitherKeyWhileOneReplacesTheOther() throws Exception {
        assertThat(send(
                request("/ingest", BodyPublishers.ofString(ENTRY)).setHeader("Authorization", "bearer the-next-key"))
            .statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({ "application/json,200", "application/json; charset=utf-8,200", "text/plain,200", "text/html,415",
            "application/x-ndjson,415" })
    void takesWhatThePluginSends(String contentType, int status) throws Exception {
        assertThat(send(request("/ingest", BodyPublishers.ofString(ENTRY)).setHeader("Content-Type", contentType))
            .statusCode()).isEqualTo(status);
    }

    @Test
    void B7_takesNothingCompressed() throws Exception {
        assertThat(send(request("/ingest", BodyPublishers.ofString(ENTRY)).header("Content-Encoding", "gzip"))
            .statusCode()).isEqualTo(415);
    }

    @Test
    void B6_takesNothingLargerThanItMay() throws Exception {
        String large = "[" + " ".repeat(MAX_BODY) + "]";

        assertThat(post("[" + " ".repeat(MAX_BODY - 2) + "]").statusCode()).isEqualTo(200);
        assertThat(post(large)).satisfies((answer) -> {
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.headers().firstValue("connection")).as("no more fits on it").contains("close");
        });
        assertThat(send(request("/ingest", BodyPublishers.fromPublisher(BodyPublishers.ofString(large)))).statusCode())
            .as("of undeclared length")
            .isEqualTo(413);
        assertThat(this.refusals).containsExactly(PostRefusal.TOO_LARGE, PostRefusal.TOO_LARGE);
    }

    @Test
    void handlesOnlySoManyAtATime() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        this.settlements.gate = gate;
        CompletableFuture<HttpResponse<String>> first = this.apisix.sendAsync(
                request("/ingest", BodyPublishers.fromPublisher(BodyPublishers.ofString(ENTRY))).build(),
                HttpResponse.BodyHandlers.ofString());
        try {
            // The first, of undeclared length, has all the room there is.
            this.settlements.asked.await();
            assertThat(post("[]").statusCode()).isEqualTo(503);
            assertThat(this.refusals).containsOnly(PostRefusal.BUSY);
        }
        finally {
            gate.countDown();
        }
        assertThat(first.get().statusCode()).isEqualTo(200);
        assertThat(post(ENTRY).statusCode()).isEqualTo(200);
    }

    @Test
    void servesNothingElse() throws Exception {
        assertThat(send(request("/", BodyPublishers.noBody())).statusCode()).isEqualTo(404);
        assertThat(send(request("/ingest", BodyPublishers.noBody()).GET()).statusCode()).isEqualTo(405);
    }

    @Test
    void wantsAKeyWhereOthersReachIt() {
        assertThatIllegalArgumentException().isThrownBy(() -> properties("0.0.0.0:9087", ""))
            .withMessageContaining("llm.ingest.key");
        assertThat(properties("0.0.0.0:9087", "env:INGEST_KEY").toString()).doesNotContain("INGEST_KEY");
    }

    private static IngestProperties properties(String listen, String key) {
        DataSize maxBody = DataSize.ofBytes(MAX_BODY);
        return new IngestProperties(true, listen, key, maxBody, 8, maxBody, 100, Duration.ofSeconds(10),
                Duration.ofSeconds(5));
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(request("/ingest", BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return this.apisix.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.listener.port() + path))
            .setHeader("Authorization", "Bearer the-right-key")
            .setHeader("Content-Type", "application/json")
            .POST(body);
    }

}
