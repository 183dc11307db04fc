package llmgateway.e2e.budget;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import llmgateway.e2e.sdk.BedrockClients;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams that a cap ends in the middle, as the official SDKs see them: as if the model
 * had reached its output limit. A client of the provider's own API has the provider's
 * bytes up to there, one of another a translation.
 */
class CutAnswerSdkTest {

    private static final long CAP_TOKENS = 1000;

    private static final String CAP = """
            {"limits":{"cap":{"limit_by":"consumer","usd":0.1,"per":"total"}}}""";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = { GatewaySettings.VERBOSE, GatewaySettings.VERBOSE_CLAUDE })
    void P1_aChatEndsWithTheFinishReasonLengthAndItsUsage(String model) {
        inFrontOf((gateway) -> {
            OpenAIClient client = openAi(gateway);
            ChatCompletionAccumulator chat = ChatCompletionAccumulator.create();
            try (com.openai.core.http.StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(ChatCompletionCreateParams.builder()
                    .model(model)
                    .addUserMessage("one two three")
                    .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                    .build())) {
                stream.stream().forEach(chat::accumulate);
            }
            ChatCompletion.Choice choice = chat.chatCompletion().choices().getFirst();
            assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
            assertCut(words(choice.message().content().orElseThrow()),
                    chat.chatCompletion().usage().orElseThrow().completionTokens());
            client.close();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { GatewaySettings.VERBOSE, GatewaySettings.VERBOSE_CLAUDE })
    void P1_aMessageEndsWithTheStopReasonMaxTokens(String model) {
        inFrontOf((gateway) -> {
            AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(gateway.uri().toString())
                .apiKey(GatewaySettings.KEY)
                .build();
            MessageAccumulator accumulated = MessageAccumulator.create();
            try (StreamResponse<RawMessageStreamEvent> stream = client.messages()
                .createStreaming(MessageCreateParams.builder()
                    .model(model)
                    .maxTokens(3000)
                    .addUserMessage("one two three")
                    .build())) {
                stream.stream().forEach(accumulated::accumulate);
            }
            Message message = accumulated.message();
            assertThat(message.stopReason()).contains(StopReason.MAX_TOKENS);
            assertCut(words(message.content().getFirst().asText().text()), message.usage().outputTokens());
            client.close();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { GatewaySettings.VERBOSE, GatewaySettings.VERBOSE_CLAUDE })
    void P1_aResponseEndsIncomplete(String model) {
        inFrontOf((gateway) -> {
            OpenAIClient client = openAi(gateway);
            ResponseAccumulator accumulated = ResponseAccumulator.create();
            try (com.openai.core.http.StreamResponse<ResponseStreamEvent> stream = client.responses()
                .createStreaming(ResponseCreateParams.builder().model(model).input("one two three").build())) {
                stream.stream().forEach(accumulated::accumulate);
            }
            Response response = accumulated.response();
            assertThat(response.status()).contains(ResponseStatus.INCOMPLETE);
            assertThat(response.incompleteDetails().orElseThrow().reason())
                .contains(Response.IncompleteDetails.Reason.MAX_OUTPUT_TOKENS);
            String text = response.output().getFirst().asMessage().content().getFirst().asOutputText().text();
            assertCut(words(text), response.usage().orElseThrow().outputTokens());
            client.close();
        });
    }

    @Test
    void P1_generateContentEndsWithTheFinishReasonMaxTokens() {
        inFrontOf((gateway) -> {
            HttpResponse<String> answer;
            try (GatewayClient client = new GatewayClient()) {
                answer = client.send(gateway.uri(),
                        "/v1beta/models/" + GatewaySettings.VERBOSE_CLAUDE + ":streamGenerateContent?alt=sse",
                        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"one two three\"}]}]}");
            }
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body().strip().lines().filter((line) -> !line.isEmpty()).toList().getLast())
                .contains("\"finishReason\":\"MAX_TOKENS\"");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { GatewaySettings.VERBOSE_CLAUDE, GatewaySettings.VERBOSE_BEDROCK })
    void P1_converseEndsWithTheStopReasonMaxTokens(String model) {
        inFrontOf((gateway) -> {
            StringBuilder text = new StringBuilder();
            AtomicReference<String> stopped = new AtomicReference<>("");
            AtomicLong told = new AtomicLong();
            ConverseStreamResponseHandler.Visitor reading = ConverseStreamResponseHandler.Visitor.builder()
                .onContentBlockDelta((event) -> text.append(event.delta().text()))
                .onMessageStop((event) -> stopped.set(event.stopReasonAsString()))
                .onMetadata((event) -> told.set(event.usage().outputTokens()))
                .build();
            try (BedrockRuntimeAsyncClient client = BedrockClients.of(gateway.uri(), GatewaySettings.KEY)) {
                ConverseStreamRequest asked = ConverseStreamRequest.builder()
                    .modelId(model)
                    .messages(
                            (said) -> said.role(ConversationRole.USER).content(ContentBlock.fromText("one two three")))
                    .build();
                client.converseStream(asked, ConverseStreamResponseHandler.builder().subscriber(reading).build())
                    .join();
            }
            assertThat(stopped.get()).isEqualTo("max_tokens");
            assertCut(words(text.toString()), told.get());
        });
    }

    private static void assertCut(long words, long tokensTold) {
        assertThat(words).isBetween(600L, CAP_TOKENS);
        assertThat(tokensTold).as("words are tokens, and a few more end the turn").isBetween(words, words + 10);
    }

    private static long words(String text) {
        return text.strip().split(" ").length;
    }

    /** And looks into the gateway's books afterwards. */
    private void inFrontOf(Consumer<StandaloneGateway> client) {
        try (RedisNode redis = RedisNode.start(this.directory);
                Simulator provider = Simulator.start(SimulatorConfig.defaults());
                StandaloneGateway gateway = StandaloneGateway
                    .start(GatewaySettings.of(this.directory, provider, redis, CAP))) {
            client.accept(gateway);
            gateway.books().awaitNothingOpen();
            // The input is held as estimated, and charged as the provider tells it.
            assertThat(gateway.books().ledger()).singleElement().satisfies((entry) -> {
                assertThat(entry.entry().fields()).containsEntry("outcome", "budget_spent");
                assertThat(entry.charge().nanos()).isBetween(CAP_TOKENS * GatewaySettings.NANOS_A_TOKEN * 85 / 100,
                        CAP_TOKENS * GatewaySettings.NANOS_A_TOKEN);
            });
        }
    }

    private static OpenAIClient openAi(StandaloneGateway gateway) {
        return OpenAIOkHttpClient.builder().baseUrl(gateway.uri() + "/v1").apiKey(GatewaySettings.KEY).build();
    }

}
