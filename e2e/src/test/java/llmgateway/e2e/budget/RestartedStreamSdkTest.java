package llmgateway.e2e.budget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams that break after some words at their first target, with
 * {@code restart_streams}: the official SDKs see the second target's whole answer and
 * nothing of the first's, in their own API and in another; the ledger has both.
 */
class RestartedStreamSdkTest {

    private static final String BUDGET = """
            {"limits":{"cap":{"limit_by":"consumer","usd":1000,"per":"total"}}}""";

    /** Of each pair the first says other words than the second, and breaks after some. */
    private static final String CATALOGUE = """
            providers:
              sim-openai: {dialect: openai, base_url: %1$s/openai/v1, keys: ["file:%2$s"]}
              sim-anthropic: {dialect: anthropic, base_url: %1$s/anthropic/v1, keys: ["file:%2$s"]}
            models:
              openai-pair:
                targets:
                - {provider: sim-openai, model: "sim-fault-cut-after=6,words=40", weight: 1000000}
                - {provider: sim-openai, model: "sim-fault-words=12"}
              openai-error:
                targets:
                - {provider: sim-openai, model: "sim-fault-error-event=6,words=40", weight: 1000000}
                - {provider: sim-openai, model: "sim-fault-words=12"}
              anthropic-pair:
                targets:
                - {provider: sim-anthropic, model: "sim-fault-cut-after=8,words=40", weight: 1000000}
                - {provider: sim-anthropic, model: "sim-fault-words=12"}
              anthropic-error:
                targets:
                - {provider: sim-anthropic, model: "sim-fault-error-event=8,words=40", weight: 1000000}
                - {provider: sim-anthropic, model: "sim-fault-words=12"}
            """;

    private static final int WHOLE = 12;

    @TempDir
    private static Path directory;

    private static RedisNode redis;

    private static Simulator provider;

    private static StandaloneGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisNode.start(directory);
        provider = Simulator.start(SimulatorConfig.defaults());
        GatewaySettings settings = GatewaySettings.of(directory, provider, redis, BUDGET);
        Path catalogue = Files.writeString(directory.resolve("pairs.yaml"),
                CATALOGUE.formatted(provider.baseUri(), directory.resolve("provider.key")));
        Path prices = Files.writeString(directory.resolve("pair-prices.yaml"), """
                models:
                  "*-pair": {input: 100, output: 100, max_output_tokens: 3000, tokenizer: o200k_base}
                  "*-error": {input: 100, output: 100, max_output_tokens: 3000, tokenizer: o200k_base}
                """);
        gateway = StandaloneGateway.start(settings.with("llm.catalogue.file=" + catalogue, "llm.prices.file=" + prices,
                "llm.standalone.plugins[0].settings={\"attempts\":{\"most\":2,\"restart_streams\":true}}"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "openai-pair", "openai-error", "anthropic-pair", "anthropic-error" })
    void U5_aChatThatBreaksIsAnsweredWhollyByTheSecondTarget(String model) {
        int before = gateway.books().ledger().size();
        OpenAIClient client = OpenAIOkHttpClient.builder()
            .baseUrl(gateway.uri() + "/v1")
            .apiKey(GatewaySettings.KEY)
            .maxRetries(0)
            .build();
        ChatCompletionAccumulator chat = ChatCompletionAccumulator.create();
        try (com.openai.core.http.StreamResponse<ChatCompletionChunk> stream = client.chat()
            .completions()
            .createStreaming(
                    ChatCompletionCreateParams.builder().model(model).addUserMessage("one two three").build())) {
            stream.stream().forEach(chat::accumulate);
        }
        client.close();

        assertThat(words(chat.chatCompletion().choices().getFirst().message().content().orElseThrow()))
            .isEqualTo(WHOLE);
        assertBothCharged(before);
    }

    @ParameterizedTest
    @ValueSource(strings = { "openai-pair", "openai-error", "anthropic-pair", "anthropic-error" })
    void U5_aMessageThatBreaksIsAnsweredWhollyByTheSecondTarget(String model) {
        int before = gateway.books().ledger().size();
        AnthropicClient client = AnthropicOkHttpClient.builder()
            .baseUrl(gateway.uri().toString())
            .apiKey(GatewaySettings.KEY)
            .maxRetries(0)
            .build();
        MessageAccumulator message = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages()
            .createStreaming(MessageCreateParams.builder()
                .model(model)
                .maxTokens(1000)
                .addUserMessage("one two three")
                .build())) {
            stream.stream().forEach(message::accumulate);
        }
        client.close();

        assertThat(words(message.message().content().getFirst().asText().text())).isEqualTo(WHOLE);
        assertBothCharged(before);
    }

    /** The first what it delivered, counted; the second what its usage costs. */
    private static void assertBothCharged(int before) {
        gateway.books().awaitNothingOpen();
        List<LedgerRecord> ledger = gateway.books().ledger();
        assertThat(ledger.subList(before, ledger.size())).satisfiesExactly((broken) -> {
            assertThat(broken.entry().fields()).containsEntry("outcome", "broken")
                .containsEntry("attempts", "1")
                .containsEntry("estimated", "1");
            assertThat(tokens("output", broken)).as("words that the client never saw").isBetween(4L, 12L);
            assertThat(broken.charge().nanos())
                .isEqualTo((tokens("input", broken) + tokens("output", broken)) * GatewaySettings.NANOS_A_TOKEN);
        }, (answered) -> {
            assertThat(answered.entry().fields()).containsEntry("outcome", "answered").containsEntry("attempts", "2");
            assertThat(answered.charge().nanos()).isGreaterThanOrEqualTo(WHOLE * GatewaySettings.NANOS_A_TOKEN);
        });
        assertThat(gateway.books().limit("cap").held()).isZero();
    }

    private static long tokens(String kind, LedgerRecord entry) {
        Matcher usage = Pattern.compile("\"" + kind + "_tokens\":(\\d+)").matcher(entry.entry().fields().get("usage"));
        assertThat(usage.find()).isTrue();
        return Long.parseLong(usage.group(1));
    }

    private static int words(String text) {
        return text.strip().split(" ").length;
    }

}
