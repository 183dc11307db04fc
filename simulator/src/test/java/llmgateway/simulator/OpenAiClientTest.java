package llmgateway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** OpenAI's official client against the simulator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiClientTest {

    private final Simulator simulator = Simulator
        .start(SimulatorConfig.defaults().withModels("gpt-4o", "text-embedding-3-small"));

    private final OpenAIClient client = client(SimulatorConfig.DEFAULT_KEY);

    @AfterAll
    void stop() {
        this.client.close();
        this.simulator.close();
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
            .baseUrl(this.simulator.baseUri() + "/openai/v1")
            .apiKey(key)
            .maxRetries(0)
            .build();
    }

    private static ChatCompletionCreateParams.Builder question() {
        return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("What is a gateway?");
    }

    @Test
    void completesAChatAndCountsWords() {
        ChatCompletion completion = this.client.chat().completions().create(question().build()).validate();

        assertThat(text(completion)).startsWith("Hello from the simulator!").contains("has 4 words");
        assertThat(completion.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(completion.usage().orElseThrow().promptTokens()).isEqualTo(4);
        assertThat(completion.usage().orElseThrow().completionTokens()).isEqualTo(text(completion).split(" ").length);
    }

    @Test
    void answersTheSameRequestWithTheSameBytes() {
        ChatCompletion once = this.client.chat().completions().create(question().build());

        assertThat(this.client.chat().completions().create(question().build())).isEqualTo(once);
    }

    @Test
    void endsAnAnswerAtTheClientsLimit() {
        ChatCompletion completion = this.client.chat()
            .completions()
            .create(question().maxCompletionTokens(3).n(2).build());

        assertThat(completion.choices()).hasSize(2).allSatisfy((choice) -> {
            assertThat(choice.message().content().orElseThrow()).isEqualTo("Hello from the ");
            assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
        });
        assertThat(completion.usage().orElseThrow().completionTokens()).isEqualTo(6);
    }

    @Test
    void streamsTheTextOfThePlainAnswerAndTheUsageOnlyWhenAsked() {
        ChatCompletion plain = this.client.chat().completions().create(question().build());

        List<ChatCompletionChunk> silent = stream(question().build());
        List<ChatCompletionChunk> withUsage = stream(
                question().streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build()).build());

        assertThat(text(accumulated(silent))).isEqualTo(text(plain));
        assertThat(silent).allSatisfy((chunk) -> assertThat(chunk.usage()).isEmpty());
        assertThat(withUsage).hasSize(silent.size() + 1);
        assertThat(withUsage.getLast().choices()).isEmpty();
        assertThat(withUsage.getLast().usage()).isEqualTo(plain.usage());
    }

    @Test
    void callsEveryOfferedToolWithArgumentsThatFollowItsSchema() {
        ChatCompletionCreateParams params = question().addFunctionTool(tool("get_weather"))
            .addFunctionTool(tool("get_time"))
            .build();

        ChatCompletion plain = this.client.chat().completions().create(params).validate();
        ChatCompletion streamed = accumulated(stream(params));

        assertThat(toolCalls(plain)).containsExactly("get_weather {\"city\":\"simulated\"}",
                "get_time {\"city\":\"simulated\"}");
        assertThat(toolCalls(streamed)).isEqualTo(toolCalls(plain));
        assertThat(
                toolCalls(this.client.chat().completions().create(params.toBuilder().parallelToolCalls(false).build())))
            .hasSize(1);
    }

    @Test
    void refusesAWrongKeyAndShowsItMasked() {
        OpenAIClient stranger = client("sk-wrong-9876543210");

        assertThatThrownBy(() -> stranger.chat().completions().create(question().build()))
            .isInstanceOf(UnauthorizedException.class)
            .hasMessageContaining("sk-wrong*******3210");
        stranger.close();
    }

    @Test
    void refusesAModelItDoesNotKnow() {
        assertThatThrownBy(() -> this.client.chat().completions().create(question().model("gpt-9").build()))
            .isInstanceOf(NotFoundException.class)
            .hasMessageContaining("gpt-9");
    }

    @Test
    void failsAsAModelNameAsks() {
        assertThatThrownBy(
                () -> this.client.chat().completions().create(question().model("sim-fault-status-429").build()))
            .isInstanceOfSatisfying(RateLimitException.class,
                    (limited) -> assertThat(limited.headers().values("retry-after")).containsExactly("1"));
    }

    private List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> response = this.client.chat().completions().createStreaming(params)) {
            return response.stream().toList();
        }
    }

    private static ChatCompletion accumulated(List<ChatCompletionChunk> chunks) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        chunks.forEach(accumulator::accumulate);
        return accumulator.chatCompletion();
    }

    private static String text(ChatCompletion completion) {
        return completion.choices().getFirst().message().content().orElseThrow();
    }

    private static List<String> toolCalls(ChatCompletion completion) {
        List<String> calls = new ArrayList<>();
        completion.choices().getFirst().message().toolCalls().orElseThrow().forEach((call) -> {
            ChatCompletionMessageFunctionToolCall.Function function = call.asFunction().function();
            calls.add(function.name() + " " + function.arguments());
        });
        return calls;
    }

    private static FunctionDefinition tool(String name) {
        return FunctionDefinition.builder()
            .name(name)
            .parameters(FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build())
            .build();
    }

}
