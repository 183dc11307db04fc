package llmgateway.e2e.budget;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import llmgateway.core.ledger.LedgerRecord;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many calls at once, to targets of which some are slow, silent or broken, and with
 * clients that leave: whatever became of each, the books balance.
 */
class BooksAfterFaultsTest {

    private static final int CALLS = 120;

    private static final int AT_ONCE = 24;

    private static final int MOST_ATTEMPTS = 4;

    private static final String BUDGET = """
            {"limits":{"cap":{"limit_by":"consumer","usd":1000,"per":"total"},
                       "parallel":{"limit_by":"consumer","concurrent_calls":1000}}}""";

    private static final String CATALOGUE = """
            providers:
              sim: {dialect: openai, base_url: %1$s/openai/v1, keys: ["file:%2$s"]}
              claude: {dialect: anthropic, base_url: %1$s/anthropic/v1, keys: ["file:%2$s"]}
            models:
              mixed:
                targets:
                - {provider: sim, model: "sim-fault-words=5"}
                - {provider: claude, model: "sim-fault-words=5"}
                - {provider: sim, model: "sim-fault-slow-first-byte=40,words=5"}
                - {provider: sim, model: "sim-fault-chunk-delay=40,words=5"}
                - {provider: sim, model: sim-fault-no-answer}
                - {provider: sim, model: sim-fault-reset}
                - {provider: sim, model: sim-fault-status-500}
                - {provider: sim, model: "sim-fault-cut-after=3,words=5"}
            """;

    private static final String PRICES = """
            models:
              mixed: {input: 100, output: 100, context_window: 100000, max_output_tokens: 1000}
            """;

    @TempDir
    private Path directory;

    /**
     * Further attempts one after the other, side by side, and instead of broken streams.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"most": 4, "backoff": "10ms"} | broken
            {"most": 4, "backoff": "10ms", "hedge_after": "20ms"} | hedge_lost
            {"most": 4, "backoff": "10ms", "restart_streams": true} | broken
            """)
    void P3_E9_nothingIsHeldAndTheLimitHasUsedWhatTheLedgerCharged(String attempts, String outcome) throws Exception {
        try (RedisNode redis = RedisNode.start(this.directory);
                Simulator provider = Simulator.start(SimulatorConfig.defaults());
                StandaloneGateway gateway = gateway(provider, redis, attempts);
                GatewayClient client = new GatewayClient();
                ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int call = 0; call < CALLS; call++) {
                int number = call;
                calls.add(callers.submit(() -> call(client, gateway, number)));
            }
            for (Future<Integer> call : calls) {
                assertThat(call.get()).isIn(200, 500, 502, 503, 504);
            }
            gateway.books().awaitNothingOpen();

            List<LedgerRecord> ledger = gateway.books().ledger();
            assertThat(gateway.books().limit("cap").held()).isZero();
            assertThat(gateway.books().limit("parallel").held()).isZero();
            assertThat(gateway.books().limit("cap").used()).isEqualTo(gateway.books().charged());
            assertThat(ledger).extracting((entry) -> entry.entry().fields().get("outcome"))
                .contains("answered", outcome);
            byCall(ledger).forEach((id, entries) -> {
                assertThat(entries).as(id).hasSizeLessThanOrEqualTo(MOST_ATTEMPTS);
                assertThat(entries.stream().filter(BooksAfterFaultsTest::hasTheClient).count()).as(id)
                    .isLessThanOrEqualTo(1);
            });
        }
    }

    private StandaloneGateway gateway(Simulator provider, RedisNode redis, String attempts) throws IOException {
        GatewaySettings settings = GatewaySettings.of(this.directory, provider, redis, BUDGET);
        Path catalogue = Files.writeString(this.directory.resolve("mixed.yaml"),
                CATALOGUE.formatted(provider.baseUri(), this.directory.resolve("provider.key")));
        Path prices = Files.writeString(this.directory.resolve("mixed-prices.yaml"), PRICES);
        return StandaloneGateway.start(settings.with("llm.catalogue.file=" + catalogue, "llm.prices.file=" + prices,
                "llm.upstream.first-byte-timeout=1s",
                "llm.standalone.plugins[0].settings={\"attempts\":" + attempts + "}"));
    }

    /** Every second one streams, and of those every second client leaves early. */
    private static int call(GatewayClient client, StandaloneGateway gateway, int number) throws IOException {
        boolean streams = number % 2 == 0;
        HttpResponse<InputStream> answer = client.open(gateway.uri(),
                GatewayClient.chat("mixed", "\"max_tokens\":50,\"stream\":" + streams));
        try (InputStream body = answer.body()) {
            if (streams && number % 4 == 0) {
                body.read();
            }
            else {
                body.readAllBytes();
            }
        }
        return answer.statusCode();
    }

    private static Map<String, List<LedgerRecord>> byCall(List<LedgerRecord> ledger) {
        return ledger.stream()
            .collect(Collectors.groupingBy((entry) -> entry.entry().fields().getOrDefault("call_id", "")));
    }

    private static boolean hasTheClient(LedgerRecord entry) {
        return "answered".equals(entry.entry().fields().get("outcome"))
                && "200".equals(entry.entry().fields().get("status"));
    }

}
