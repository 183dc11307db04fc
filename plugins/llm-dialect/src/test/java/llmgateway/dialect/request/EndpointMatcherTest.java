package llmgateway.dialect.request;

import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.model.OriginalModel;
import llmgateway.dialect.request.EndpointMatcher.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EndpointMatcherTest {

    private static final Headers ANTHROPIC = Headers.of(new Header("Anthropic-Version", "2023-06-01"));

    private final EndpointMatcher matcher = EndpointMatcher.withDefaults();

    @ParameterizedTest
    @CsvSource({ "/v1/chat/completions, CHAT_COMPLETIONS", "/v1/responses, RESPONSES", "/v1/completions, COMPLETIONS",
            "/v1/embeddings, EMBEDDINGS", "/v1/images/generations, IMAGE_GENERATIONS", "/v1/images/edits, IMAGE_EDITS",
            "/v1/images/variations, IMAGE_VARIATIONS", "/v1/audio/speech, SPEECH",
            "/v1/audio/transcriptions, TRANSCRIPTIONS", "/v1/audio/translations, TRANSLATIONS",
            "/v1/moderations, MODERATIONS", "/v1/rerank, RERANK", "/v2/rerank, RERANK", "/v1/messages, MESSAGES",
            "/v1/messages/count_tokens, COUNT_TOKENS" })
    void knowsEveryEndpointUnderEveryPrefix(String path, Endpoint endpoint) {
        for (String prefix : List.of("", "/openai", "/anthropic")) {
            assertThat(this.matcher.match("POST", prefix + path, Headers.NONE))
                .isEqualTo(new Match.Found(endpoint, Optional.empty()));
        }
    }

    @Test
    void listsModelsInTheDialectOfTheClient() {
        assertThat(this.matcher.match("GET", "/v1/models", Headers.NONE))
            .isEqualTo(new Match.Found(Endpoint.MODELS, Optional.empty()));
        assertThat(this.matcher.match("GET", "/v1/models", ANTHROPIC))
            .isEqualTo(new Match.Found(Endpoint.ANTHROPIC_MODELS, Optional.empty()));
        assertThat(this.matcher.match("GET", "/v1beta/models", Headers.NONE))
            .isEqualTo(new Match.Found(Endpoint.GEMINI_MODELS, Optional.empty()));
        assertThat(this.matcher.match("GET", "/v1/models", Headers.of(new Header("X-Goog-Api-Client", "sdk"))))
            .isEqualTo(new Match.Found(Endpoint.GEMINI_MODELS, Optional.empty()));
    }

    @Test
    void readsTheModelFromThePathSlashesIncluded() {
        assertThat(this.matcher.match("GET", "/openai/v1/models/meta-llama/Llama-3:free", Headers.NONE))
            .isEqualTo(new Match.Found(Endpoint.MODEL, Optional.of(new OriginalModel("meta-llama/Llama-3:free"))));
        assertThat(this.matcher.match("GET", "/v1/models/claude-x", ANTHROPIC))
            .isEqualTo(new Match.Found(Endpoint.ANTHROPIC_MODEL, Optional.of(new OriginalModel("claude-x"))));
        assertThat(this.matcher.match("GET", "/v1beta/models/meta/llama:free", Headers.NONE))
            .isEqualTo(new Match.Found(Endpoint.GEMINI_MODEL, Optional.of(new OriginalModel("meta/llama:free"))));
    }

    @Test
    void countsTokensOfGeminiCalls() {
        assertThat(this.matcher.match("POST", "/v1beta/models/m:countTokens", Headers.NONE))
            .isEqualTo(new Match.Found(Endpoint.GEMINI_COUNT_TOKENS, Optional.of(new OriginalModel("m"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1beta/models/m", "/v1beta/models/m:embedContent", "/v1beta/models/:generateContent" })
    void E12_postsNothingElseToModels(String path) {
        assertThat(notFound("POST", path, Headers.NONE).reject().status()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({ "/v1beta/models/gemini-2.5-pro:generateContent, gemini-2.5-pro, false",
            "/v1/models/gemini-2.5-pro:streamGenerateContent, gemini-2.5-pro, true",
            "/openai/v1beta/models/meta/llama:free:streamGenerateContent, meta/llama:free, true" })
    void readsModelAndStreamOfGeminiCallsFromThePath(String path, String model, boolean stream) {
        assertThat(this.matcher.match("POST", path, Headers.NONE))
            .isEqualTo(new Match.Found(Endpoint.GENERATE_CONTENT, Optional.of(new OriginalModel(model)), stream));
        assertThat(notFound("GET", path, Headers.NONE).reject().status()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
            "/model/anthropic.claude-sonnet-4-5-20250929-v1:0/converse, anthropic.claude-sonnet-4-5-20250929-v1:0, false",
            "/model/arn:aws:bedrock:eu:1:inference-profile/x/converse-stream, arn:aws:bedrock:eu:1:inference-profile/x, true" })
    void readsModelAndStreamOfBedrocksCallsFromThePath(String path, String model, boolean stream) {
        assertThat(this.matcher.match("POST", path, Headers.NONE))
            .isEqualTo(new Match.Found(Endpoint.CONVERSE, Optional.of(new OriginalModel(model)), stream));
        assertThat(notFound("GET", path, Headers.NONE).dialect()).isEqualTo(Dialect.BEDROCK);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/model/m/invoke", "/model//converse", "/model/converse", "/model/m/Converse" })
    void E12_refusesBedrocksCallsThatNobodyListed(String path) {
        assertThat(notFound("POST", path, Headers.NONE).reject().status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1beta/x/:generateContent", "/v1beta/cachedContents", "/v1beta/m:countTokens",
            "/v1beta/m:generateContent", "/v2/models/m:generateContent" })
    void E12_refusesGeminiCallsThatNobodyListed(String path) {
        assertThat(notFound("POST", path, Headers.NONE).reject().status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "", "*", "/v1", "/v1/files", "/v1/chat/completions/", "/v1/models/", "/v1/modelsx",
            "/v3/rerank", "/other/v1/models", "/v1/Chat/Completions", "/v1/batches", "/v1/realtime" })
    void E12_refusesAnEndpointNobodyListed(String path) {
        assertThat(notFound("POST", path, Headers.NONE).reject().status()).isEqualTo(404);
        assertThat(notFound("GET", path, Headers.NONE).reject().status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "//v1/models", "/v1//models", "/v1/models//a", "/v1/models/../x", "/v1/./models",
            "/v1/models/..", "/v1/models/a%2fb", "/v1/models/a\r\nx: y", "/v1/models/a\0", "/v1/models/a b",
            "http://other/v1/models", "v1/models", "/v1/models/a?b", "/v1/models/a#b", "/v1/models/a\\b",
            "/v1/models/a;b", "/v1/models/\u00e9" })
    void E4_B11_B12_refusesPathsThatReadersUnderstandDifferently(String path) {
        Match.NotFound notFound = notFound("GET", path, Headers.NONE);

        assertThat(notFound.reject().status()).isEqualTo(404);
        assertThat(notFound.reject().message()).doesNotContain("\r").doesNotContain("\n").doesNotContain("\0");
    }

    @Test
    void namesTheMethodThatIsAllowed() {
        Match.NotFound notFound = notFound("GET", "/v1/messages", Headers.NONE);

        assertThat(notFound.dialect()).isEqualTo(Dialect.ANTHROPIC);
        assertThat(notFound.reject().status()).isEqualTo(405);
        assertThat(notFound.reject().headers().first("allow")).contains("POST");
        assertThat(notFound("DELETE", "/v1/models/a", Headers.NONE).reject().headers().first("allow")).contains("GET");
    }

    @Test
    void guessesTheDialectOfAnUnknownEndpoint() {
        assertThat(notFound("GET", "/v1/x", Headers.NONE).dialect()).isEqualTo(Dialect.OPENAI);
        assertThat(notFound("GET", "/v1/x", ANTHROPIC).dialect()).isEqualTo(Dialect.ANTHROPIC);
        assertThat(notFound("GET", "/v1/x", Headers.of(new Header("X-Api-Key", "k"))).dialect())
            .isEqualTo(Dialect.ANTHROPIC);
        assertThat(notFound("GET", "/v1beta/x", Headers.NONE).dialect()).isEqualTo(Dialect.GEMINI);
        assertThat(notFound("GET", "/v1/x", Headers.of(new Header("X-Goog-Api-Key", "k"))).dialect())
            .isEqualTo(Dialect.GEMINI);
        assertThat(notFound("GET", "/anthropic/v1/x", Headers.NONE).dialect()).isEqualTo(Dialect.ANTHROPIC);
        assertThat(notFound("GET", "/v1/messages/batches", Headers.NONE).dialect()).isEqualTo(Dialect.ANTHROPIC);
    }

    @ParameterizedTest
    @ValueSource(strings = { "openai", "/openai/", "/", "/a//b", "/a/../b" })
    void takesOnlyPlainPrefixes(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> new EndpointMatcher(List.of(prefix)));
    }

    private Match.NotFound notFound(String method, String path, Headers headers) {
        Match match = this.matcher.match(method, path, headers);
        assertThat(match).isInstanceOf(Match.NotFound.class);
        return (Match.NotFound) match;
    }

}
