package llmgateway.e2e.budget;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

import llmgateway.core.ledger.LedgerRecord;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettlementTest {

    private static final Duration LEASE = Duration.ofSeconds(1);

    /** Three tokens heard, eighteen said. */
    private static final long USUAL_COST = 21 * GatewaySettings.NANOS_A_TOKEN;

    private RedisNode redis;

    private Simulator provider;

    private StandaloneGateway gateway;

    private Books books;

    private final GatewayClient client = new GatewayClient();

    private int entriesBefore;

    private long usedBefore;

    @BeforeAll
    void start(@TempDir Path directory) {
        this.redis = RedisNode.start(directory);
        this.provider = Simulator.start(SimulatorConfig.defaults());
        this.gateway = StandaloneGateway.start(GatewaySettings.of(directory, this.provider, this.redis, """
                {"limits":{"cap":{"limit_by":"organisation","usd":100000,"per":"total"}}}""")
            .with("llm.budget.relay-lease=" + LEASE.toMillis() + "ms", "llm.budget.reaper-interval=100ms"));
        this.books = this.gateway.books();
    }

    @AfterAll
    void stop() {
        this.client.close();
        this.gateway.close();
        this.provider.close();
        this.redis.close();
    }

    @BeforeEach
    void count() {
        this.entriesBefore = this.books.ledger().size();
        this.usedBefore = this.books.limit("cap").used();
    }

    @Test
    void aCallIsChargedWhatItsUsageCosts() {
        HttpResponse<String> answer = chat("\"max_tokens\":20");
        LedgerRecord record = onlyRecord();
        assertThat(record.charge().nanos()).isEqualTo(GatewayClient.cost(answer.body()))
            .isLessThan(record.held().nanos());
        assertThat(record.entry().fields()).containsEntry("consumer", "alice")
            .containsEntry("outcome", "answered")
            .containsEntry("status", "200")
            .doesNotContainEntry("estimated", "1");
    }

    @Test
    void P18_aClientThatHangsUpInTheMiddlePaysWhatTheProviderReports() throws IOException {
        String body = GatewayClient.chat(true);
        HttpResponse<InputStream> answer = this.client.open(this.gateway.uri(), body, "x-sim-fault", "chunk-delay=50");
        answer.body().readNBytes(200);
        answer.body().close();
        LedgerRecord record = onlyRecord();
        assertThat(record.charge().nanos()).isEqualTo(USUAL_COST);
        assertThat(record.entry().fields()).containsEntry("outcome", "client_gone")
            .doesNotContainEntry("estimated", "1");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void E11_anAnswerWithoutUsageIsChargedWhatWasReserved(boolean stream) {
        this.client.chat(this.gateway.uri(), GatewayClient.chat(stream), "x-sim-fault", "no-usage");
        assertEstimated(onlyRecord());
    }

    @Test
    void U5_aStreamThatTheProviderCutIsChargedByWhatItDelivered() {
        this.client.chat(this.gateway.uri(), GatewayClient.chat(true), "x-sim-fault", "cut-after=8");
        LedgerRecord record = onlyRecord();
        assertThat(record.charge().nanos()).isPositive().isLessThan(record.held().nanos());
        assertThat(record.entry().fields()).containsEntry("estimated", "1")
            .containsEntry("outcome", "broken")
            .doesNotContainKey("worst_case")
            .hasEntrySatisfying("usage", (usage) -> assertThat(usage).contains("\"output_tokens\":"));
    }

    @Test
    void E11_negativeUsageIsChargedWhatWasReserved() {
        chat("\"max_tokens\":20", "x-sim-usage", "input=-5,output=-7");
        assertEstimated(onlyRecord());
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "1, 1", "3000, 5000", "1000000, 1000000" })
    void E11_anyOtherUsageIsTakenAtItsWord(long input, long output) {
        chat("\"max_tokens\":20", "x-sim-usage", "input=" + input + ",output=" + output);
        LedgerRecord record = onlyRecord();
        assertThat(record.charge().nanos()).isEqualTo((input + output) * GatewaySettings.NANOS_A_TOKEN);
        assertThat(record.entry().fields()).doesNotContainEntry("estimated", "1");
    }

    @Test
    void aStreamLongerThanItsLeaseKeepsItsHoldAndIsChargedOnce() throws IOException {
        HttpResponse<InputStream> answer = this.client.open(this.gateway.uri(), GatewayClient.chat(true), "x-sim-fault",
                "chunk-delay=" + LEASE.toMillis() / 5);
        long started = System.nanoTime();
        answer.body().readAllBytes();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(LEASE.multipliedBy(2));
        LedgerRecord record = onlyRecord();
        assertThat(record.reason()).isEqualTo("settled");
        assertThat(record.charge().nanos()).isEqualTo(USUAL_COST);
    }

    @Test
    void P3_aCallThatTheProviderRefusesCostsNothing() {
        this.client.chat(this.gateway.uri(), GatewayClient.chat("sim-fault-status-400", "\"max_tokens\":20"));
        assertThat(onlyRecord().charge().nanos()).isZero();
    }

    @Test
    void P3_aCallThatReachesNoProviderLeavesNothingHeldAndNoEntry() {
        HttpResponse<String> answer = this.client.chat(this.gateway.uri(),
                GatewayClient.chat(GatewaySettings.UNREACHABLE, "\"max_tokens\":20"));
        assertThat(answer.statusCode()).isEqualTo(502);
        this.books.awaitNothingOpen();
        assertThat(this.books.limit("cap").held()).isZero();
        assertThat(this.books.ledger()).hasSize(this.entriesBefore);
    }

    @Test
    void U7_anAnswerCutInTheMiddleIsChargedWhatWasReserved() {
        HttpResponse<String> answer = this.client.chat(this.gateway.uri(), GatewayClient.chat(false), "x-sim-fault",
                "truncated-json");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertEstimated(onlyRecord());
    }

    @Test
    void E10_aModelWithoutAPriceCostsTheDefaultAndSaysSo() {
        this.client.chat(this.gateway.uri(), GatewayClient.chat(GatewaySettings.UNPRICED, "\"max_tokens\":20"));
        LedgerRecord record = onlyRecord();
        assertThat(record.charge().nanos()).isEqualTo(3 * 15_000L + 18 * 75_000L);
        assertThat(record.entry().fields()).containsEntry("priced_by_default", "1");
    }

    @Test
    void E6_everyAnswerAskedForIsReserved() {
        HttpResponse<String> answer = chat("\"max_tokens\":20,\"n\":5");
        LedgerRecord record = onlyRecord();
        assertThat(record.held().nanos()).isGreaterThanOrEqualTo(5 * 20 * GatewaySettings.NANOS_A_TOKEN)
            .isGreaterThanOrEqualTo(record.charge().nanos());
        assertThat(record.charge().nanos()).isEqualTo(GatewayClient.cost(answer.body()));
    }

    @Test
    void E5_withoutALimitOfTheClientTheModelsMaximumIsReserved() {
        chat("\"stream\":false");
        assertThat(onlyRecord().held().nanos()).isGreaterThanOrEqualTo(1_000 * GatewaySettings.NANOS_A_TOKEN);
    }

    @Test
    void E6_offeredToolsAreReserved() {
        chat("\"max_tokens\":20");
        long without = onlyRecord().held().nanos();
        count();
        chat("\"max_tokens\":20,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"description\":\""
                + "word ".repeat(100) + "\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]");
        assertThat(onlyRecord().held().nanos()).isGreaterThan(without + 100 * GatewaySettings.NANOS_A_TOKEN);
    }

    private HttpResponse<String> chat(String rest, String... headers) {
        HttpResponse<String> answer = this.client.chat(this.gateway.uri(),
                GatewayClient.chat(GatewaySettings.MODEL, rest), headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** Of the one call that the test made; nothing else is held or charged. */
    private LedgerRecord onlyRecord() {
        await("the call's entry").atMost(Duration.ofSeconds(20))
            .until(() -> this.books.ledger().size() > this.entriesBefore);
        this.books.awaitNothingOpen();
        assertThat(this.books.ledger()).hasSize(this.entriesBefore + 1);
        LedgerRecord record = this.books.ledger().getLast();
        assertThat(this.books.limit("cap").used() - this.usedBefore).isEqualTo(record.charge().nanos());
        assertThat(this.books.limit("cap").held()).isZero();
        return record;
    }

    private static void assertEstimated(LedgerRecord record) {
        assertThat(record.charge()).isEqualTo(record.held());
        assertThat(record.charge().nanos()).isPositive();
        assertThat(record.entry().fields()).containsEntry("estimated", "1");
    }

}
