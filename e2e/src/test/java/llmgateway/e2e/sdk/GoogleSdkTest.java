package llmgateway.e2e.sdk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.types.CountTokensConfig;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GetModelConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Model;
import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Google's Gen AI SDK for Java, with nothing changed but its base URL and key. */
@ExtendWith(SharedGateway.class)
class GoogleSdkTest {

    private static final String GEMINI = "via-gemini";

    private static final String NO_GEMINI = "via-chat";

    private final WholeGateway gateway;

    private final String mark = UUID.randomUUID().toString();

    private final Client client;

    GoogleSdkTest(WholeGateway gateway) {
        this.gateway = gateway;
        this.client = client(gateway.canaries().alice());
    }

    @AfterEach
    void disconnect() {
        this.client.close();
    }

    @Test
    void content() {
        GenerateContentResponse response = this.client.models.generateContent(GEMINI, "Tell me about " + this.mark,
                GenerateContentConfig.builder().maxOutputTokens(100).build());

        assertThat(response.text()).startsWith("Hello from the simulator!");
        assertThat(response.usageMetadata().flatMap((usage) -> usage.promptTokenCount())).hasValue(4);
        assertThat(this.gateway.received(this.mark)).singleElement()
            .satisfies((request) -> assertThat(request.headers("x-goog-api-key"))
                .containsExactly(this.gateway.canaries().openAi()));
    }

    @Test
    void streamedContent() {
        StringBuilder text = new StringBuilder();
        try (ResponseStream<GenerateContentResponse> stream = this.client.models.generateContentStream(GEMINI,
                "Tell me about " + this.mark, GenerateContentConfig.builder().build())) {
            stream.forEach((chunk) -> text.append(chunk.text()));
        }

        assertThat(text.toString()).startsWith("Hello from the simulator!").endsWith(".");
    }

    @Test
    void countTokens() {
        assertThat(this.client.models
            .countTokens(GEMINI, "one two three " + this.mark, CountTokensConfig.builder().build())
            .totalTokens()).hasValue(4);
    }

    @Test
    void countTokensIsRefusedWhereNoProviderHasIt() {
        assertThatThrownBy(
                () -> this.client.models.countTokens(NO_GEMINI, this.mark, CountTokensConfig.builder().build()))
            .isInstanceOfSatisfying(ClientException.class, (ex) -> assertThat(ex.code()).isEqualTo(400))
            .hasMessageContaining("is not served on this endpoint");
        assertThat(this.gateway.received(this.mark)).isEmpty();
    }

    @Test
    void modelsList() {
        List<String> names = new ArrayList<>();
        this.client.models.list(ListModelsConfig.builder().build())
            .forEach((model) -> names.add(model.name().orElseThrow()));

        assertThat(names).contains("models/" + GEMINI, "models/" + NO_GEMINI).doesNotHaveDuplicates();
    }

    @Test
    void modelsGet() {
        Model model = this.client.models.get(NO_GEMINI, GetModelConfig.builder().build());

        assertThat(model.name()).hasValue("models/" + NO_GEMINI);
        assertThat(model.supportedActions().orElseThrow()).contains("generateContent");
        assertThatThrownBy(() -> this.client.models.get("no-such-model", GetModelConfig.builder().build()))
            .isInstanceOfSatisfying(ClientException.class, (ex) -> assertThat(ex.code()).isEqualTo(404));
    }

    @Test
    void aWrongKeyIsRefused() {
        try (Client stranger = client("sk-nobody")) {
            assertThatThrownBy(
                    () -> stranger.models.generateContent(GEMINI, this.mark, GenerateContentConfig.builder().build()))
                .isInstanceOfSatisfying(ClientException.class, (ex) -> assertThat(ex.code()).isEqualTo(401));
        }
        assertThat(this.gateway.received(this.mark)).isEmpty();
    }

    @Test
    void aStreamThatIsNoEventsIsRefused() throws Exception {
        HttpRequest request = HttpRequest
            .newBuilder(URI.create(this.gateway.standalone() + "/v1beta/models/" + GEMINI + ":streamGenerateContent"))
            .header("content-type", "application/json")
            .header("x-goog-api-key", this.gateway.canaries().alice())
            .POST(HttpRequest.BodyPublishers
                .ofString("{\"contents\":[{\"parts\":[{\"text\":\"" + this.mark + "\"}]}]}"))
            .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("INVALID_ARGUMENT", "alt=sse");
        assertThat(this.gateway.received(this.mark)).isEmpty();
    }

    private Client client(String key) {
        return Client.builder()
            .apiKey(key)
            .httpOptions(HttpOptions.builder().baseUrl(this.gateway.standalone().toString()).build())
            .build();
    }

}
