package llmgateway.e2e.cloud;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import llmgateway.simulator.ReceivedRequest;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import llmgateway.simulator.google.TokenEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged gateway before Vertex AI: what Google's own library finds gets the tokens
 * that let it in, and clients of the makers' APIs notice nothing.
 */
class GoogleCredentialsTest {

    private static final String CATALOGUE = """
            providers:
              claude-found:
                dialect: vertex-anthropic
                base_url: %1$s/vertex/v1/projects/p/locations/eu
              claude-set:
                dialect: vertex-anthropic
                base_url: %1$s/vertex/v1/projects/p/locations/eu
                auth: {google: {credentials: env:GATEWAY_GOOGLE}}
              gemini-set:
                dialect: vertex-gemini
                base_url: %1$s/vertex/v1/projects/p/locations/eu
                auth: {google: {credentials: env:GATEWAY_GOOGLE}}
            models:
              found: {targets: [{provider: claude-found, model: claude-sonnet-4-5@20250929}]}
              claude: {targets: [{provider: claude-set, model: claude-sonnet-4-5@20250929}]}
              gemini: {targets: [{provider: gemini-set, model: gemini-2.5-pro}]}
            """;

    private final String token = "ya29." + UUID.randomUUID();

    private final TokenEndpoint endpoint = new TokenEndpoint(this.token);

    private final Simulator vertex = Simulator.start(SimulatorConfig.defaults().withKeys(this.token));

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        this.vertex.close();
        this.endpoint.close();
    }

    @Test
    void S1_aServiceAccountOfTheCatalogueIsToldToNobody() throws Exception {
        try (CloudGateway gateway = start(Map.of("GATEWAY_GOOGLE", this.endpoint.serviceAccountKey()))) {
            HttpResponse<String> plain = gateway.chat("claude", false);
            HttpResponse<String> streamed = gateway.chat("claude", true);

            assertThat(plain.body()).contains("Hello");
            assertThat(streamed.body()).contains("Hello", "data: [DONE]");
            assertThat(this.endpoint.given()).isEqualTo(1);
            assertThat(this.vertex.requests()).allSatisfy((request) -> {
                assertThat(request.headers("authorization")).containsExactly("Bearer " + this.token);
                assertThat(request.headers("x-goog-user-project")).containsExactly("payer");
            });
            assertThat(gateway.output()).contains("DEBUG");
            assertThat(gateway.output().contains(this.token)).as("a token in the log at debug level").isFalse();
            assertThat(gateway.output().contains("PRIVATE KEY")).as("a key in the log at debug level").isFalse();
        }
    }

    @Test
    void anthropicsSdkReachesClaude() throws Exception {
        try (CloudGateway gateway = start(Map.of("GATEWAY_GOOGLE", this.endpoint.serviceAccountKey()))) {
            AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(gateway.uri())
                .apiKey(CloudGateway.KEY)
                .build();
            MessageCreateParams asked = MessageCreateParams.builder()
                .model("claude")
                .maxTokens(100)
                .addUserMessage("Hello there")
                .build();

            Message answer = client.messages().create(asked);
            List<RawMessageStreamEvent> events;
            try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(asked)) {
                events = stream.stream().toList();
            }
            long counted = client.messages()
                .countTokens(MessageCountTokensParams.builder().model("claude").addUserMessage("one two three").build())
                .inputTokens();
            client.close();

            assertThat(answer.content().getFirst().asText().text()).startsWith("Hello from the simulator!");
            assertThat(events.getLast().isMessageStop()).isTrue();
            assertThat(counted).isEqualTo(3);
            assertThat(this.vertex.requests()).extracting(ReceivedRequest::path)
                .containsExactly(claude("claude-sonnet-4-5@20250929:rawPredict"),
                        claude("claude-sonnet-4-5@20250929:streamRawPredict"), claude("count-tokens:rawPredict"));
        }
    }

    @Test
    void googlesSdkReachesGeminiWithAHistoryOfAnotherProvider() throws Exception {
        try (CloudGateway gateway = start(Map.of("GATEWAY_GOOGLE", this.endpoint.serviceAccountKey()));
                Client client = Client.builder()
                    .apiKey(CloudGateway.KEY)
                    .httpOptions(HttpOptions.builder().baseUrl(gateway.uri()).build())
                    .build()) {
            List<Content> history = List.of(Content.fromParts(Part.fromText("Hello there")),
                    Content.builder()
                        .role("model")
                        .parts(Part.builder()
                            .functionCall(FunctionCall.builder().id("call_1").name("f").args(Map.of()).build())
                            .build())
                        .build(),
                    Content.fromParts(Part.builder()
                        .functionResponse(
                                FunctionResponse.builder().id("call_1").name("f").response(Map.of("a", 1)).build())
                        .build()));

            String plain = client.models.generateContent("gemini", history, GenerateContentConfig.builder().build())
                .text();
            StringBuilder streamed = new StringBuilder();
            client.models.generateContentStream("gemini", history, GenerateContentConfig.builder().build())
                .forEach((chunk) -> streamed.append(chunk.text()));

            assertThat(plain).startsWith("Hello from the simulator!");
            assertThat(streamed.toString()).isEqualTo(plain);
            assertThat(this.vertex.requests())
                .allSatisfy((request) -> assertThat(request.bodyText()).doesNotContain("call_1"))
                .extracting(ReceivedRequest::path)
                .containsExactly(
                        "/vertex/v1/projects/p/locations/eu/publishers/google/models/gemini-2.5-pro:generateContent",
                        "/vertex/v1/projects/p/locations/eu/publishers/google/models/gemini-2.5-pro:streamGenerateContent");
        }
    }

    @Test
    void theFileOfTheEnvironmentIsFound() throws Exception {
        Path file = Files.writeString(this.directory.resolve("account.json"), this.endpoint.serviceAccountKey());
        try (CloudGateway gateway = start(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString()))) {
            assertThat(gateway.chat("found", false).body()).contains("Hello");
        }
    }

    @Test
    void theAccountOfTheMachineIsFound() throws Exception {
        try (CloudGateway gateway = start(Map.of("GCE_METADATA_HOST", this.endpoint.authority()))) {
            assertThat(gateway.chat("found", true).body()).contains("Hello", "data: [DONE]");
            assertThat(gateway.output().contains(this.token)).as("a token in the log at debug level").isFalse();
        }
    }

    @Test
    void withoutATokenTheClientIsToldAndTheNextCallTriesAgain() throws Exception {
        this.endpoint.fail(true);
        try (CloudGateway gateway = start(Map.of("GATEWAY_GOOGLE", this.endpoint.serviceAccountKey()))) {
            HttpResponse<String> refused = gateway.chat("claude", false);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("provider_unavailable", "no credentials for the provider 'claude-set'");
            assertThat(gateway.output()).contains("no Google credentials for the provider 'claude-set'");
            assertThat(this.vertex.requests()).isEmpty();

            this.endpoint.fail(false);
            assertThat(gateway.chat("claude", false).statusCode()).isEqualTo(200);
        }
    }

    private static String claude(String operation) {
        return "/vertex/v1/projects/p/locations/eu/publishers/anthropic/models/" + operation;
    }

    private CloudGateway start(Map<String, String> environment) throws IOException {
        return CloudGateway.start(this.directory, CATALOGUE.formatted(this.vertex.baseUri()), environment, "");
    }

}
