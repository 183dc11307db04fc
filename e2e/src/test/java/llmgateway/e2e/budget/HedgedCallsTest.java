package llmgateway.e2e.budget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls whose first target is silent, so that another is asked beside it: what OpenAI's
 * SDK gets, and what the books in Redis say of both attempts.
 */
class HedgedCallsTest {

    private static final String BUDGET = """
            {"limits":{"cap":{"limit_by":"consumer","usd":1000,"per":"total"},
                       "calls":{"limit_by":"consumer","requests":1000,"per":"day"},
                       "parallel":{"limit_by":"consumer","concurrent_calls":2},
                       "narrow":{"limit_by":"consumer","concurrent_calls":1,"models":["narrow"]}}}""";

    private static final String CATALOGUE = """
            providers:
              one: {dialect: openai, base_url: %1$s/openai/v1, keys: ["file:%2$s"]}
              two: {dialect: openai, base_url: %1$s/openai/v1, keys: ["file:%2$s"]}
            models:
              # Of two targets the first takes all calls but one in a million.
              silent:
                targets:
                - {provider: one, model: sim-fault-no-answer, weight: 1000000}
                - {provider: two, model: "sim-fault-words=5"}
              late:
                targets:
                - {provider: one, model: "sim-fault-chunk-delay=600000,words=5", weight: 1000000}
                - {provider: two, model: "sim-fault-words=5"}
              narrow:
                targets:
                - {provider: one, model: "sim-fault-slow-first-byte=500,words=5", weight: 1000000}
                - {provider: two, model: "sim-fault-words=5"}
            """;

    private static final String PRICES = """
            models:
              silent: {input: 100, output: 100, context_window: 100000, max_output_tokens: 1000}
              late: {input: 100, output: 100, context_window: 100000, max_output_tokens: 1000}
              narrow: {input: 100, output: 100, context_window: 100000, max_output_tokens: 1000}
            """;

    @TempDir
    private static Path directory;

    private static RedisNode redis;

    private static Simulator provider;

    private static StandaloneGateway gateway;

    private static OpenAIClient client;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisNode.start(directory);
        provider = Simulator.start(SimulatorConfig.defaults());
        GatewaySettings settings = GatewaySettings.of(directory, provider, redis, BUDGET);
        Path catalogue = Files.writeString(directory.resolve("hedged.yaml"),
                CATALOGUE.formatted(provider.baseUri(), directory.resolve("provider.key")));
        Path prices = Files.writeString(directory.resolve("hedged-prices.yaml"), PRICES);
        gateway = StandaloneGateway.start(settings.with("llm.catalogue.file=" + catalogue, "llm.prices.file=" + prices,
                "llm.standalone.plugins[0].settings={\"attempts\":{\"hedge_after\":\"50ms\"}}"));
        client = OpenAIOkHttpClient.builder().baseUrl(gateway.uri() + "/v1").apiKey(GatewaySettings.KEY).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        provider.close();
        redis.close();
    }

    @Test
    void P3_E9_aPlainCallIsAnsweredByTheHedgeAndPaysForBoth() {
        assertPaidForBoth(() -> {
            try (HttpResponseFor<ChatCompletion> answer = client.chat()
                .completions()
                .withRawResponse()
                .create(chat("silent"))) {
                assertThat(answer.parse().choices().getFirst().message().content().orElseThrow().split(" ")).hasSize(5);
                return answer.headers();
            }
        });
    }

    @Test
    void P3_E9_aStreamIsAnsweredByTheHedgeAndPaysForBoth() {
        assertPaidForBoth(() -> streamed("silent"));
    }

    @Test
    void aStreamThatHasBegunWithoutWordsIsHedgedToo() {
        assertPaidForBoth(() -> streamed("late"));
    }

    @Test
    void P4_aLimitOnConcurrentCallsWithoutRoomForAHedgeLeavesTheFirstAlone() {
        Headers headers = streamed("narrow");
        gateway.books().awaitNothingOpen();

        assertThat(headers.values("x-llm-provider")).containsExactly("one");
        assertThat(headers.values("x-llm-attempts")).isEmpty();
        assertThat(ledger(headers)).singleElement()
            .satisfies((entry) -> assertThat(entry.entry().fields()).containsEntry("outcome", "answered"));
    }

    private static Headers streamed(String model) {
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> answer = client.chat()
            .completions()
            .withRawResponse()
            .createStreaming(chat(model)); StreamResponse<ChatCompletionChunk> stream = answer.parse()) {
            String text = stream.stream()
                .flatMap((chunk) -> chunk.choices().stream())
                .flatMap((choice) -> choice.delta().content().stream())
                .collect(Collectors.joining());
            assertThat(text.split(" ")).hasSize(5);
            return answer.headers();
        }
    }

    private static ChatCompletionCreateParams chat(String model) {
        return ChatCompletionCreateParams.builder()
            .model(model)
            .maxCompletionTokens(50)
            .addUserMessage("one two three")
            .build();
    }

    private static void assertPaidForBoth(Asking asking) {
        long paidBefore = gateway.books().limit("cap").used();
        long callsBefore = gateway.books().limit("calls").used();

        Headers headers = asking.ask();
        gateway.books().awaitNothingOpen();

        assertThat(headers.values("x-llm-provider")).containsExactly("two");
        assertThat(headers.values("x-llm-attempts")).containsExactly("2");
        List<LedgerRecord> ledger = ledger(headers);
        assertThat(ledger).extracting((entry) -> entry.entry().fields().get("outcome"))
            .containsExactly("hedge_lost", "answered");
        LedgerRecord lost = ledger.getFirst();
        LedgerRecord answered = ledger.getLast();
        assertThat(lost.entry().fields()).containsEntry("provider", "one").containsEntry("estimated", "1");
        assertThat(lost.charge()).as("it may have run").isEqualTo(lost.held());
        assertThat(answered.entry().fields()).containsEntry("provider", "two")
            .containsEntry("status", "200")
            .containsEntry("attempts", "2");
        assertThat(answered.charge().nanos()).isEqualTo((3 + 5) * GatewaySettings.NANOS_A_TOKEN);
        assertThat(gateway.books().limit("cap").held()).isZero();
        assertThat(gateway.books().limit("cap").used() - paidBefore)
            .isEqualTo(lost.charge().plus(answered.charge()).nanos());
        assertThat(gateway.books().limit("parallel").held()).isZero();
        assertThat(gateway.books().limit("calls").used() - callsBefore).as("one request").isLessThanOrEqualTo(1);
    }

    /** The entries of the call, in order. */
    private static List<LedgerRecord> ledger(Headers answer) {
        String call = answer.values("x-llm-call-id").getFirst();
        return gateway.books()
            .ledger()
            .stream()
            .filter((entry) -> call.equals(entry.entry().fields().get("call_id")))
            .toList();
    }

    @FunctionalInterface
    private interface Asking {

        /**
         * @return the head of the answer
         */
        Headers ask();

    }

}
