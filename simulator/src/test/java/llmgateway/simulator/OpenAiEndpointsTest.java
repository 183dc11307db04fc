package llmgateway.simulator;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** OpenAI's official client against everything but chat completions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiEndpointsTest {

    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());

    private final OpenAIClient client = OpenAIOkHttpClient.builder()
        .baseUrl(this.simulator.baseUri() + "/v1")
        .apiKey(SimulatorConfig.DEFAULT_KEY)
        .maxRetries(0)
        .build();

    @AfterAll
    void stop() {
        this.client.close();
        this.simulator.close();
    }

    private static ResponseCreateParams.Builder question() {
        return ResponseCreateParams.builder().model("gpt-5").input("What is a gateway?");
    }

    @Test
    void answersAResponseAndStreamsTheSame() {
        Response plain = this.client.responses().create(question().build()).validate();

        assertThat(plain.output().getFirst().asMessage().content().getFirst().asOutputText().text())
            .contains("has 4 words");
        assertThat(plain.usage().orElseThrow().inputTokens()).isEqualTo(4);
        assertThat(withoutIds(stream(question().build()))).isEqualTo(withoutIds(plain));
    }

    @Test
    void callsAFunctionInAResponse() {
        ResponseCreateParams params = question()
            .addTool(FunctionTool.builder()
                .name("get_weather")
                .strict(true)
                .parameters(FunctionTool.Parameters.builder()
                    .putAdditionalProperty("type", JsonValue.from("object"))
                    .putAdditionalProperty("properties", JsonValue.from(Map.of("days", Map.of("type", "integer"))))
                    .build())
                .build())
            .build();

        Response plain = this.client.responses().create(params).validate();

        assertThat(plain.output().getFirst().asFunctionCall().arguments()).isEqualTo("{\"days\":1}");
        assertThat(withoutIds(stream(params))).isEqualTo(withoutIds(plain));
    }

    /** The ids follow from the request's bytes, so those of a stream are others. */
    private static String withoutIds(Response response) {
        return response.toString().replaceAll("(resp|msg|fc|call)_[0-9a-f]{16}", "ID");
    }

    @Test
    void leavesAResponseIncompleteAtTheClientsLimit() {
        Response response = this.client.responses().create(question().maxOutputTokens(16).build());

        assertThat(response.status()).contains(ResponseStatus.INCOMPLETE);
        assertThat(response.usage().orElseThrow().outputTokens()).isEqualTo(16);
    }

    @Test
    void completesAPrompt() {
        assertThat(this.client.completions()
            .create(CompletionCreateParams.builder().model("davinci-002").prompt("One two").build())
            .validate()
            .usage()
            .orElseThrow()
            .promptTokens()).isEqualTo(2);
    }

    @Test
    void embedsTheSameTextAlikeInBothEncodings() {
        List<Float> floats = embed(EmbeddingCreateParams.EncodingFormat.FLOAT, "some text");

        assertThat(floats).hasSize(8).isEqualTo(embed(EmbeddingCreateParams.EncodingFormat.BASE64, "some text"));
        assertThat(floats).isNotEqualTo(embed(EmbeddingCreateParams.EncodingFormat.FLOAT, "other text"));
    }

    private List<Float> embed(EmbeddingCreateParams.EncodingFormat encoding, String text) {
        CreateEmbeddingResponse response = this.client.embeddings()
            .create(EmbeddingCreateParams.builder()
                .model("text-embedding-3-small")
                .dimensions(8)
                .encodingFormat(encoding)
                .inputOfArrayOfStrings(List.of(text))
                .build())
            .validate();
        assertThat(response.usage().promptTokens()).isEqualTo(2);
        return response.data().getFirst().embedding();
    }

    @Test
    void moderates() {
        assertThat(this.client.moderations()
            .create(ModerationCreateParams.builder().input("kind words").build())
            .validate()
            .results()).hasSize(1).noneMatch((result) -> result.flagged());
    }

    @Test
    void drawsAndEditsImages() {
        assertThat(this.client.images()
            .generate(ImageGenerateParams.builder().model("gpt-image-1").prompt("a gate").n(2).build())
            .validate()
            .data()
            .orElseThrow()).hasSize(2).allSatisfy((image) -> assertThat(image.b64Json()).isPresent());
        assertThat(this.client.images()
            .edit(ImageEditParams.builder()
                .model("gpt-image-1")
                .image("pixels".getBytes())
                .prompt("a wider gate")
                .build())
            .validate()
            .usage()
            .orElseThrow()
            .inputTokens()).isEqualTo(3);
    }

    @Test
    void speaksAndTranscribes() throws IOException {
        byte[] sound;
        try (HttpResponse speech = this.client.audio()
            .speech()
            .create(SpeechCreateParams.builder().model("tts-1").voice("alloy").input("hello there").build())) {
            assertThat(speech.headers().values("content-type")).containsExactly("audio/mpeg");
            sound = speech.body().readAllBytes();
        }

        String heard = this.client.audio()
            .transcriptions()
            .create(TranscriptionCreateParams.builder().model("whisper-1").file(sound).build())
            .asTranscription()
            .text();

        assertThat(heard).isEqualTo("The simulator heard 2000 bytes.");
    }

    @Test
    void listsModels() {
        assertThat(this.client.models().list().data()).isNotEmpty().allSatisfy((model) -> model.validate());
    }

    private Response stream(ResponseCreateParams params) {
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> response = this.client.responses().createStreaming(params)) {
            response.stream().forEach((event) -> accumulator.accumulate(event.validate()));
        }
        return accumulator.response();
    }

}
