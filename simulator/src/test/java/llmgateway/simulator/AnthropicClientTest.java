package llmgateway.simulator;

import java.util.List;
import java.util.Map;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.Usage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Anthropic's official client against the simulator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnthropicClientTest {

    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());

    private final AnthropicClient client = client(SimulatorConfig.DEFAULT_KEY);

    @AfterAll
    void stop() {
        this.client.close();
        this.simulator.close();
    }

    private AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
            .baseUrl(this.simulator.baseUri() + "/anthropic")
            .apiKey(key)
            .maxRetries(0)
            .build();
    }

    private static MessageCreateParams.Builder question() {
        return MessageCreateParams.builder()
            .model("claude-sim")
            .maxTokens(100)
            .system("Be brief.")
            .addUserMessage("What is a gateway?");
    }

    @Test
    void answersAMessageAndCountsWords() {
        Message message = this.client.messages().create(question().build()).validate();

        assertThat(text(message)).startsWith("Hello from the simulator!").contains("has 6 words");
        assertThat(message.stopReason()).contains(StopReason.END_TURN);
        assertThat(message.usage().inputTokens()).isEqualTo(6);
        assertThat(message.usage().outputTokens()).isEqualTo(text(message).split(" ").length);
    }

    @Test
    void streamsThePlainAnswerWithItsUsage() {
        Message plain = this.client.messages().create(question().build());

        Message streamed = stream(question().build());

        assertThat(text(streamed)).isEqualTo(text(plain));
        assertThat(streamed.stopReason()).isEqualTo(plain.stopReason());
        assertThat(streamed.usage().inputTokens()).isEqualTo(plain.usage().inputTokens());
        assertThat(streamed.usage().outputTokens()).isEqualTo(plain.usage().outputTokens());
    }

    @Test
    void usesEveryOfferedToolWithInputThatFollowsItsSchema() {
        MessageCreateParams params = question().addTool(tool("get_weather")).addTool(tool("get_time")).build();

        Message plain = this.client.messages().create(params).validate();

        assertThat(toolUses(plain)).containsExactly("get_weather {city=simulated}", "get_time {city=simulated}");
        assertThat(toolUses(stream(params))).isEqualTo(toolUses(plain));
        assertThat(plain.stopReason()).contains(StopReason.TOOL_USE);
    }

    @Test
    void endsAnAnswerAtTheClientsLimit() {
        Message message = this.client.messages().create(question().maxTokens(2).build());

        assertThat(text(message)).isEqualTo("Hello from ");
        assertThat(message.stopReason()).contains(StopReason.MAX_TOKENS);
    }

    @Test
    void tellsTheUsageThatAHeaderAsksFor() {
        Usage usage = this.client.messages()
            .create(question().putAdditionalHeader("x-sim-usage", "input=100, cached=30, cache_write=20, output=7")
                .build())
            .usage();

        assertThat(usage.inputTokens()).isEqualTo(50);
        assertThat(usage.cacheReadInputTokens()).contains(30L);
        assertThat(usage.cacheCreationInputTokens()).contains(20L);
        assertThat(usage.outputTokens()).isEqualTo(7);
    }

    @Test
    void countsTokens() {
        long tokens = this.client.messages()
            .countTokens(MessageCountTokensParams.builder().model("claude-sim").addUserMessage("One two three").build())
            .inputTokens();

        assertThat(tokens).isEqualTo(3);
    }

    @Test
    void listsModelsInAnthropicsShape() {
        assertThat(this.client.models().list().data()).isNotEmpty().allSatisfy((model) -> model.validate());
    }

    @Test
    void refusesAWrongKey() {
        AnthropicClient stranger = client("sk-ant-wrong");

        assertThatThrownBy(() -> stranger.messages().create(question().build()))
            .isInstanceOf(UnauthorizedException.class)
            .hasMessageContaining("authentication_error");
        stranger.close();
    }

    private Message stream(MessageCreateParams params) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> response = this.client.messages().createStreaming(params)) {
            response.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static String text(Message message) {
        return message.content().getFirst().asText().text();
    }

    private static List<String> toolUses(Message message) {
        return message.content()
            .stream()
            .map(ContentBlock::asToolUse)
            .map((use) -> use.name() + " " + use._input().convert(Map.class))
            .toList();
    }

    private static Tool tool(String name) {
        return Tool.builder()
            .name(name)
            .inputSchema(Tool.InputSchema.builder()
                .properties(Tool.InputSchema.Properties.builder()
                    .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                    .build())
                .build())
            .build();
    }

}
