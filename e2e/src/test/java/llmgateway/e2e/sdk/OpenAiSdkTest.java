package llmgateway.e2e.sdk;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** OpenAI's Java SDK through the standalone gateway. */
@ExtendWith(SharedGateway.class)
class OpenAiSdkTest {

    private final WholeGateway gateway;

    private final String mark = UUID.randomUUID().toString();

    private final OpenAIClient client;

    OpenAiSdkTest(WholeGateway gateway) {
        this.gateway = gateway;
        this.client = client(gateway.canaries().alice());
    }

    @AfterEach
    void disconnect() {
        this.client.close();
    }

    @Test
    void plainCompletion() {
        ChatCompletion completion = this.client.chat().completions().create(chat(WholeGateway.MODEL).build());
        assertThat(completion.choices().getFirst().message().content())
            .hasValueSatisfying((text) -> assertThat(text).isNotBlank());
        assertThat(completion.usage()).isPresent();
        assertThat(this.gateway.received(this.mark)).singleElement()
            .satisfies((request) -> assertThat(request.bodyText()).contains(WholeGateway.UPSTREAM_MODEL));
    }

    @Test
    void P13_streamedCompletionWithoutAUsageChunkThatWasNotAskedFor() {
        List<ChatCompletionChunk> chunks = stream(chat(WholeGateway.MODEL).build());
        assertThat(text(chunks)).isNotBlank();
        assertThat(chunks).allSatisfy((chunk) -> assertThat(chunk.choices()).isNotEmpty());
        assertThat(this.gateway.received(this.mark)).singleElement()
            .satisfies((request) -> assertThat(request.bodyText()).contains("\"include_usage\":true"));
    }

    @Test
    void streamedCompletionWithTheUsageChunkThatWasAskedFor() {
        List<ChatCompletionChunk> chunks = stream(
                chat(WholeGateway.MODEL).streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                    .build());
        assertThat(text(chunks)).isNotBlank();
        assertThat(chunks.getLast().choices()).isEmpty();
        assertThat(chunks.getLast().usage()).isPresent();
    }

    @Test
    void toolCall() {
        ChatCompletion completion = this.client.chat().completions().create(withTool().build());
        assertThat(completion.choices().getFirst().message().toolCalls().orElseThrow())
            .extracting((call) -> call.asFunction().function().name())
            .containsExactly("get_weather");
    }

    @Test
    void streamedToolCall() {
        List<ChatCompletionChunk> chunks = stream(withTool().build());
        String arguments = chunks.stream()
            .flatMap((chunk) -> chunk.choices().stream())
            .flatMap((choice) -> choice.delta().toolCalls().stream().flatMap(List::stream))
            .flatMap((call) -> call.function().stream())
            .flatMap((function) -> function.arguments().stream())
            .collect(Collectors.joining());
        assertThat(arguments).startsWith("{").endsWith("}");
    }

    @Test
    void embeddings() {
        CreateEmbeddingResponse response = this.client.embeddings()
            .create(EmbeddingCreateParams.builder().model(WholeGateway.MODEL).input(this.mark).build());
        assertThat(response.data().getFirst().embedding()).isNotEmpty();
    }

    @Test
    void responses() {
        Response response = this.client.responses()
            .create(ResponseCreateParams.builder().model(WholeGateway.MODEL).input(this.mark).build());
        assertThat(response.output()).isNotEmpty();
        assertThat(response.usage()).isPresent();
    }

    @Test
    void streamedResponses() {
        try (StreamResponse<ResponseStreamEvent> stream = this.client.responses()
            .createStreaming(ResponseCreateParams.builder().model(WholeGateway.MODEL).input(this.mark).build())) {
            List<ResponseStreamEvent> events = stream.stream().toList();
            assertThat(events.getFirst().isCreated()).isTrue();
            assertThat(events.getLast().isCompleted()).isTrue();
        }
    }

    @Test
    void transcriptionOfAnUploadedFile() {
        byte[] audio = new byte[300_000];
        String text = this.client.audio()
            .transcriptions()
            .create(TranscriptionCreateParams.builder().model(WholeGateway.MODEL).file(audio).prompt(this.mark).build())
            .asTranscription()
            .text();
        assertThat(text).isNotBlank();
        assertThat(this.gateway.received(this.mark)).singleElement().satisfies((request) -> {
            assertThat(request.bodyText()).contains(WholeGateway.UPSTREAM_MODEL);
            assertThat(request.body().length).isGreaterThan(audio.length);
        });
    }

    @Test
    void modelsListShowsWhatThisConsumerMayUse() {
        assertThat(this.client.models().list().data()).extracting(Model::id)
            .contains(WholeGateway.MODEL, WholeGateway.REFUSED_KEY_MODEL);
        OpenAIClient bob = client(this.gateway.canaries().bob());
        assertThat(bob.models().list().data()).extracting(Model::id)
            .contains(WholeGateway.MODEL)
            .doesNotContain(WholeGateway.REFUSED_KEY_MODEL);
        bob.close();
    }

    @Test
    void aWrongKeyIsRefused() {
        OpenAIClient stranger = client("sk-nobody");
        assertThatThrownBy(() -> stranger.chat().completions().create(chat(WholeGateway.MODEL).build()))
            .isInstanceOf(UnauthorizedException.class);
        stranger.close();
        assertThat(this.gateway.received(this.mark)).isEmpty();
    }

    @Test
    void anUnknownModelIsNotFound() {
        assertThatThrownBy(() -> this.client.chat().completions().create(chat("no-such-model").build()))
            .isInstanceOfSatisfying(NotFoundException.class, (ex) -> {
                assertThat(ex.code()).contains("model_not_found");
                assertThat(ex.param()).contains("model");
                assertThat(ex.headers().values("x-llm-call-id")).hasSize(1);
            });
    }

    @Test
    void aModelThatIsNotAllowedIsForbidden() {
        OpenAIClient bob = client(this.gateway.canaries().bob());
        assertThatThrownBy(() -> bob.chat().completions().create(chat(WholeGateway.REFUSED_KEY_MODEL).build()))
            .isInstanceOfSatisfying(PermissionDeniedException.class,
                    (ex) -> assertThat(ex.code()).contains("model_not_allowed"));
        bob.close();
        assertThat(this.gateway.received(this.mark)).isEmpty();
    }

    @Test
    void theProvidersServerErrorIsPassedOn() {
        assertThatThrownBy(() -> this.client.chat().completions().create(chat("sim-fault-status-500").build()))
            .isInstanceOf(InternalServerException.class);
    }

    @Test
    void theProvidersRateLimitIsPassedOnWithRetryAfter() {
        assertThatThrownBy(() -> this.client.chat().completions().create(chat("sim-fault-status-429").build()))
            .isInstanceOfSatisfying(RateLimitException.class,
                    (ex) -> assertThat(ex.headers().values("retry-after")).hasSize(1));
    }

    @Test
    void S2_theProvidersEchoOfTheGatewaysKeyDoesNotReachTheClient() {
        assertThatThrownBy(() -> this.client.chat().completions().create(chat(WholeGateway.REFUSED_KEY_MODEL).build()))
            .satisfies((ex) -> assertThat(ex.toString()).doesNotContain(this.gateway.canaries().refused()));
    }

    @Test
    void U3_anUnreachableProviderIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> this.client.chat().completions().create(chat(WholeGateway.UNREACHABLE_MODEL).build()))
            .isInstanceOfSatisfying(InternalServerException.class, (ex) -> {
                assertThat(ex.statusCode()).isEqualTo(502);
                assertThat(ex.getMessage()).contains("sim-gone");
            });
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
            .baseUrl(this.gateway.standalone() + "/v1")
            .apiKey(key)
            .maxRetries(0)
            .build();
    }

    private ChatCompletionCreateParams.Builder chat(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Tell me about " + this.mark);
    }

    private ChatCompletionCreateParams.Builder withTool() {
        return chat(WholeGateway.MODEL).addFunctionTool(FunctionDefinition.builder()
            .name("get_weather")
            .parameters(FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build())
            .build());
    }

    private List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> stream = this.client.chat().completions().createStreaming(params)) {
            return stream.stream().toList();
        }
    }

    private static String text(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
            .flatMap((chunk) -> chunk.choices().stream())
            .flatMap((choice) -> choice.delta().content().stream())
            .collect(Collectors.joining());
    }

}
