package llmgateway.route.table;

import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Endpoint;
import llmgateway.core.http.QueryArgument;
import llmgateway.core.model.RequestModel;
import llmgateway.route.catalogue.Catalogues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UpstreamPathsTest {

    private static final RequestModel DEPLOYMENT = new RequestModel("my-deployment");

    @ParameterizedTest
    @CsvSource({ "https://api.openai.com/v1, CHAT_COMPLETIONS, /v1/chat/completions",
            "https://api.groq.com/openai/v1/, TRANSCRIPTIONS, /openai/v1/audio/transcriptions",
            "http://127.0.0.1:9081/llm/acme, EMBEDDINGS, /llm/acme/embeddings", "https://acme.test, RERANK, /rerank" })
    void appendsTheEndpointToTheBaseUrl(String baseUrl, Endpoint endpoint, String path) {
        UpstreamPaths paths = paths("{dialect: openai, base_url: \"%s\"}".formatted(baseUrl));

        assertThat(paths.location(endpoint, DEPLOYMENT, false).path()).isEqualTo(path);
        assertThat(paths.location(endpoint, DEPLOYMENT, true).query()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "MESSAGES, /v1/messages", "COUNT_TOKENS, /v1/messages/count_tokens" })
    void knowsAnthropicsPaths(Endpoint endpoint, String path) {
        assertThat(paths("{dialect: anthropic, base_url: \"https://api.anthropic.com/v1\"}")
            .location(endpoint, DEPLOYMENT, false)
            .path()).isEqualTo(path);
    }

    /** Vertex AI REST reference v1; Claude API docs, "Claude on Vertex AI". */
    @ParameterizedTest
    @CsvSource({ "vertex-gemini, GENERATE_CONTENT, false, google/models/m@1:generateContent",
            "vertex-gemini, GENERATE_CONTENT, true, google/models/m@1:streamGenerateContent",
            "vertex-gemini, VERTEX_EMBED, false, google/models/m@1:predict",
            "vertex-gemini, GEMINI_COUNT_TOKENS, false, google/models/m@1:countTokens",
            "vertex-anthropic, MESSAGES, false, anthropic/models/m@1:rawPredict",
            "vertex-anthropic, MESSAGES, true, anthropic/models/m@1:streamRawPredict",
            "vertex-anthropic, COUNT_TOKENS, false, anthropic/models/count-tokens:rawPredict" })
    void vertexAiHasTheModelBehindItsPublisher(String dialect, Endpoint endpoint, boolean streamed, String end) {
        UpstreamPaths paths = paths(
                "{dialect: %s, base_url: \"https://eu.test/v1/projects/p/locations/eu\"}".formatted(dialect));

        assertThat(paths.location(endpoint, new RequestModel("m@1"), streamed).path())
            .isEqualTo("/v1/projects/p/locations/eu/publishers/" + end);
    }

    /** Azure OpenAI REST API reference, data plane inference, 2024-10-21. */
    @ParameterizedTest
    @CsvSource({ "CHAT_COMPLETIONS, chat/completions", "COMPLETIONS, completions", "EMBEDDINGS, embeddings",
            "IMAGE_GENERATIONS, images/generations", "TRANSCRIPTIONS, audio/transcriptions",
            "TRANSLATIONS, audio/translations" })
    void azuresDatedApiHasTheDeploymentInThePath(Endpoint endpoint, String end) {
        UpstreamPaths paths = azure("2024-10-21");

        assertThat(paths.location(endpoint, DEPLOYMENT, false).path())
            .isEqualTo("/openai/deployments/my-deployment/" + end);
        assertThat(paths.location(endpoint, DEPLOYMENT, true).query())
            .containsExactly(new QueryArgument("api-version", Optional.of("2024-10-21")));
        assertThat(paths.has(Endpoint.RESPONSES, DEPLOYMENT)).isFalse();
    }

    @Test
    void azuresDatedApiHasTheModelOfResponsesInTheBody() {
        UpstreamPaths paths = paths("{dialect: azure-openai, base_url: \"https://acme.openai.azure.com\","
                + " api_version: 2025-04-01-preview, endpoints: [responses]}");

        assertThat(paths.location(Endpoint.RESPONSES, DEPLOYMENT, true).path()).isEqualTo("/openai/responses");
    }

    @ParameterizedTest
    @CsvSource({ "CHAT_COMPLETIONS, chat/completions", "RESPONSES, responses", "EMBEDDINGS, embeddings" })
    void azuresV1ApiIsLaidOutLikeOpenAis(Endpoint endpoint, String end) {
        UpstreamPaths paths = azure("v1");

        assertThat(paths.location(endpoint, DEPLOYMENT, false).path()).isEqualTo("/openai/v1/" + end);
        assertThat(paths.location(endpoint, DEPLOYMENT, true).query()).isEmpty();
    }

    /** Gemini API reference, models.generateContent and models.streamGenerateContent. */
    @Test
    void geminiHasItsModelAndTheWishForEventsInThePath() {
        UpstreamPaths paths = paths("{dialect: gemini, base_url: \"https://gemini.test/v1beta\"}");
        RequestModel model = new RequestModel("gemini-2.5-flash");

        assertThat(paths.location(Endpoint.GENERATE_CONTENT, model, false))
            .isEqualTo(new UpstreamLocation("/v1beta/models/gemini-2.5-flash:generateContent", List.of()));
        assertThat(paths.location(Endpoint.GENERATE_CONTENT, model, true))
            .isEqualTo(new UpstreamLocation("/v1beta/models/gemini-2.5-flash:streamGenerateContent",
                    List.of(new QueryArgument("alt", Optional.of("sse")))));
    }

    /** The API references of Gemini, Cohere and Ollama. */
    @ParameterizedTest
    @CsvSource({ "gemini, /v1beta, BATCH_EMBED_CONTENTS, /v1beta/models/embed-1:batchEmbedContents",
            "cohere, /v2, COHERE_EMBED, /v2/embed", "ollama, /api, OLLAMA_EMBED, /api/embed" })
    void embeddingsHaveAPathOfTheirOwn(String dialect, String base, Endpoint endpoint, String path) {
        UpstreamPaths paths = paths("{dialect: %s, base_url: \"https://acme.test%s\"}".formatted(dialect, base));

        assertThat(paths.has(endpoint, new RequestModel("embed-1"))).isTrue();
        assertThat(paths.location(endpoint, new RequestModel("embed-1"), false))
            .isEqualTo(new UpstreamLocation(path, List.of()));
    }

    /** Amazon Bedrock API reference, InvokeModel; User Guide, inference profiles. */
    @ParameterizedTest
    @CsvSource({ "amazon.titan-embed-text-v2:0, BEDROCK_TITAN_EMBED",
            "arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v1, BEDROCK_TITAN_EMBED",
            "cohere.embed-english-v3, BEDROCK_COHERE_EMBED", "global.cohere.embed-v4:0, BEDROCK_COHERE_EMBED",
            "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.cohere.embed-v4:0, BEDROCK_COHERE_EMBED" })
    void bedrocksEmbeddingModelsAreInvokedEachInItsMakersWay(String name, Endpoint endpoint) {
        UpstreamPaths paths = paths("{dialect: bedrock, base_url: \"https://bedrock.test\"}");
        RequestModel model = new RequestModel(name);

        assertThat(List.of(Endpoint.BEDROCK_TITAN_EMBED, Endpoint.BEDROCK_COHERE_EMBED)
            .stream()
            .filter((possible) -> paths.has(possible, model))).containsExactly(endpoint);
        assertThat(paths.location(endpoint, model, false).path())
            .isEqualTo("/model/" + name.replace(":", "%3A").replace("/", "%2F") + "/invoke");
    }

    @Test
    void aModelOfBedrocksWithANameOfItsOwnIsInvokedWhereItsProviderServesOneKindAlone() {
        RequestModel own = new RequestModel("arn:aws:bedrock:eu-central-1:123456789012:provisioned-model/abc");
        String provider = "{dialect: bedrock, base_url: \"https://bedrock.test\", endpoints: [%s]}";

        assertThat(paths(provider.formatted("bedrock_titan_embed")).has(Endpoint.BEDROCK_TITAN_EMBED, own)).isTrue();
        assertThat(paths(provider.formatted("converse, bedrock_titan_embed")).has(Endpoint.BEDROCK_TITAN_EMBED, own))
            .isFalse();
    }

    /** Amazon Bedrock API reference, Converse and ConverseStream. */
    @Test
    void bedrockHasItsModelEncodedInThePath() {
        UpstreamPaths paths = paths("{dialect: bedrock, base_url: \"https://bedrock.test\"}");
        RequestModel model = new RequestModel("anthropic.claude-3-5-sonnet-20241022-v2:0");

        assertThat(paths.location(Endpoint.CONVERSE, model, true).path())
            .isEqualTo("/model/anthropic.claude-3-5-sonnet-20241022-v2%3A0/converse-stream");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a/b", "..", ".", "a:b", "a@b", "a+b" })
    void aNameThatIsNoPathSegmentIsNoDeployment(String name) {
        assertThat(azure("2024-10-21").has(Endpoint.CHAT_COMPLETIONS, new RequestModel(name))).isFalse();
        assertThat(azure("v1").has(Endpoint.CHAT_COMPLETIONS, new RequestModel(name))).isTrue();
    }

    private static UpstreamPaths azure(String version) {
        return paths("{dialect: azure-openai, base_url: \"https://acme.openai.azure.com\", api_version: %s}"
            .formatted(version));
    }

    private static UpstreamPaths paths(String provider) {
        return new UpstreamPaths(Catalogues.of("providers:\n  acme: " + provider).provider("acme").orElseThrow());
    }

}
