package llmgateway.e2e.translation;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.token.credentials.SdkToken;
import software.amazon.awssdk.auth.token.credentials.StaticTokenProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * AWS' Bedrock SDK as a client, with the gateway's key as its Bedrock API key, to every
 * provider API; {@code via-bedrock} speaks its own, so that it is passed on as it is.
 */
@ExtendWith(SharedGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BedrockClientTest {

    private final WholeGateway gateway;

    private String mark = "";

    private final BedrockRuntimeAsyncClient client;

    BedrockClientTest(WholeGateway gateway) {
        this.gateway = gateway;
        this.client = BedrockRuntimeAsyncClient.builder()
            .endpointOverride(URI.create(gateway.standalone().toString()))
            .region(Region.EU_CENTRAL_1)
            // It would speak HTTP/2 unasked, which takes TLS here.
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
            .tokenProvider(StaticTokenProvider.create(new Key(gateway.canaries().alice())))
            .authSchemeProvider(
                    (parameters) -> List.of(AuthSchemeOption.builder().schemeId("smithy.api#httpBearerAuth").build()))
            .overrideConfiguration((configuration) -> configuration.retryStrategy((retries) -> retries.maxAttempts(1)))
            .build();
    }

    @BeforeEach
    void mark() {
        this.mark = UUID.randomUUID().toString();
    }

    @AfterAll
    void disconnect() {
        this.client.close();
    }

    static Stream<String> models() {
        return WholeGateway.TRANSLATED.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void text(String model) {
        ConverseResponse answer = this.client.converse(ask(model)).join();

        assertThat(answer.output().message().content().getFirst().text()).contains("simulator");
        assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThat(answer.usage().inputTokens()).isPositive();
        assertThat(answer.usage().outputTokens()).isPositive();
        assertThat(answer.sdkHttpResponse().firstMatchingHeader("x-llm-call-id")).isPresent();
    }

    @ParameterizedTest
    @MethodSource("models")
    void textStreamed(String model) {
        Streamed answer = stream(ask(model));

        assertThat(answer.text()).contains("simulator");
        assertThat(answer.stopReason).contains(StopReason.END_TURN);
        assertThat(answer.usage.orElseThrow().outputTokens()).isPositive();
        assertThat(answer.pieces.size()).as("event by event").isGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("models")
    void image(String model) {
        byte[] png = Base64.getDecoder().decode(Files.PNG);
        ConverseRequest request = ask(model).toBuilder()
            .messages(Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText("What is this? " + this.mark),
                        ContentBlock.fromImage((image) -> image.format(ImageFormat.PNG)
                            .source((source) -> source.bytes(SdkBytes.fromByteArray(png)))))
                .build())
            .build();

        assertThat(this.client.converse(request).join().output().message().content()).isNotEmpty();
        assertThat(this.gateway.received(this.mark)).singleElement()
            .satisfies((received) -> assertThat(received.bodyText()).contains(Files.PNG));
    }

    @ParameterizedTest
    @MethodSource("models")
    void P12_parallelToolsAndTheirResults(String model) {
        ConverseRequest request = withTools(ask(model), "a", "b");

        ConverseResponse answer = this.client.converse(request).join();

        assertThat(answer.stopReason()).isEqualTo(StopReason.TOOL_USE);
        List<ToolUseBlock> calls = calls(answer.output().message());
        assertThat(calls).extracting(ToolUseBlock::name).containsExactly("a", "b");
        assertThat(calls).allSatisfy((call) -> assertThat(call.input().asMap()).containsKey("city"));
        List<Message> next = new ArrayList<>(request.messages());
        next.add(answer.output().message());
        next.add(Message.builder()
            .role(ConversationRole.USER)
            .content(calls.stream()
                .map((call) -> ContentBlock.fromToolResult(
                        (result) -> result.toolUseId(call.toolUseId()).content((content) -> content.text("sunny"))))
                .toList())
            .build());
        ConverseResponse second = this.client.converse(request.toBuilder().messages(next).build()).join();
        assertThat(second.output().message().content()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void P12_parallelToolsStreamed(String model) {
        Streamed answer = stream(withTools(ask(model), "a", "b", "c"));

        assertThat(answer.tools).containsExactly("a", "b", "c");
        assertThat(answer.stopReason).contains(StopReason.TOOL_USE);
    }

    @ParameterizedTest
    @MethodSource("models")
    void error(String model) {
        assertThatThrownBy(() -> this.client.converse(ask(model + "-fault-status-429")).join())
            .isInstanceOf(CompletionException.class)
            .cause()
            .isInstanceOf(ThrottlingException.class)
            .hasMessageNotContaining(this.gateway.canaries().openAi());
        assertThatThrownBy(() -> stream(ask(model + "-fault-status-429"))).isInstanceOf(CompletionException.class)
            .cause()
            .isInstanceOf(ThrottlingException.class);
    }

    @ParameterizedTest
    @MethodSource("translated")
    void U5_aStreamThatBreaksEndsInAnException(String model) {
        assertThatThrownBy(() -> stream(ask(model + "-fault-cut-after=3"))).isInstanceOf(CompletionException.class)
            .cause()
            .isInstanceOf(BedrockRuntimeException.class);
    }

    static Stream<String> translated() {
        return models().filter((model) -> !model.equals("via-bedrock"));
    }

    @Test
    void unknownModelsAreToldInBedrocksWords() {
        assertThatThrownBy(() -> this.client.converse(ask("nobody-has-this")).join()).cause()
            .isInstanceOf(ResourceNotFoundException.class)
            .hasMessageContaining("nobody-has-this");
    }

    private ConverseRequest ask(String model) {
        return ConverseRequest.builder()
            .modelId(model)
            .messages(Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText("Tell me about " + this.mark))
                .build())
            .inferenceConfig(InferenceConfiguration.builder().maxTokens(200).build())
            .build();
    }

    private static ConverseRequest withTools(ConverseRequest request, String... names) {
        Document schema = Document.mapBuilder()
            .putString("type", "object")
            .putDocument("properties",
                    Document.mapBuilder()
                        .putDocument("city", Document.mapBuilder().putString("type", "string").build())
                        .build())
            .putList("required", List.of(Document.fromString("city")))
            .build();
        List<Tool> tools = Stream.of(names)
            .map((name) -> Tool.fromToolSpec((tool) -> tool.name(name).inputSchema((input) -> input.json(schema))))
            .toList();
        return request.toBuilder().toolConfig(ToolConfiguration.builder().tools(tools).build()).build();
    }

    private static List<ToolUseBlock> calls(Message message) {
        return message.content()
            .stream()
            .filter((block) -> block.toolUse() != null)
            .map(ContentBlock::toolUse)
            .toList();
    }

    private Streamed stream(ConverseRequest request) {
        Streamed streamed = new Streamed();
        ConverseStreamResponseHandler handler = ConverseStreamResponseHandler.builder()
            .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                .onContentBlockStart((event) -> streamed.tools.add(event.start().toolUse().name()))
                .onContentBlockDelta((event) -> streamed.add(event.delta()))
                .onMessageStop((event) -> streamed.stopReason = Optional.of(event.stopReason()))
                .onMetadata((event) -> streamed.usage = Optional.of(event.usage()))
                .build())
            .build();
        this.client
            .converseStream(ConverseStreamRequest.builder()
                .modelId(request.modelId())
                .messages(request.messages())
                .inferenceConfig(request.inferenceConfig())
                .toolConfig(request.toolConfig())
                .build(), handler)
            .join();
        return streamed;
    }

    /** What came of a stream. */
    private static final class Streamed {

        private final List<String> pieces = new ArrayList<>();

        private final List<String> tools = new ArrayList<>();

        private Optional<StopReason> stopReason = Optional.empty();

        private Optional<TokenUsage> usage = Optional.empty();

        void add(ContentBlockDelta delta) {
            if (delta.text() != null) {
                this.pieces.add(delta.text());
            }
        }

        String text() {
            return this.pieces.stream().collect(Collectors.joining());
        }

    }

    /** Never renewed. */
    private record Key(String token) implements SdkToken {

        @Override
        public Optional<Instant> expirationTime() {
            return Optional.of(Instant.now().plus(Duration.ofHours(1)));
        }

    }

}
