package llmgateway.dialect.translation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.model.RequestModel;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.format.UntranslatableRequest;
import llmgateway.dialect.translation.Translation.TranslatedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** OpenAI's embeddings from providers of other APIs. */
class EmbeddingTranslationTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final RequestModel MODEL = new RequestModel("embed-v4.0");

    /** After the examples of each provider's reference, November 2026. */
    private static final Map<Endpoint, String> ANSWERS = Map.of(Endpoint.BATCH_EMBED_CONTENTS, """
            {"embeddings":[{"values":[0.013168523,-0.25]},{"values":[1,0]}],"usageMetadata":{"promptTokenCount":7}}""",
            Endpoint.COHERE_EMBED, """
                    {"id":"x","embeddings":{"float":[[0.013168523,-0.25],[1,0]]},"texts":["a","b"],
                     "meta":{"api_version":{"version":"2"},"billed_units":{"input_tokens":7}},
                     "response_type":"embeddings_by_type"}""", Endpoint.OLLAMA_EMBED, """
                    {"model":"embed-v4.0","embeddings":[[0.013168523,-0.25],[1,0]],"total_duration":14143917,
                     "load_duration":1019500,"prompt_eval_count":7}""", Endpoint.VERTEX_EMBED, """
                    {"predictions":[{"embeddings":{"statistics":{"truncated":false,"token_count":3},
                      "values":[0.013168523,-0.25]}},
                     {"embeddings":{"values":[1,0],"statistics":{"token_count":4.0,"truncated":false}}}],
                     "metadata":{"billableCharacterCount":2}}""");

    private final Translations translations = Translations.all(InstantSource.system());

    @Test
    void geminiGetsARequestForEachText() {
        assertThat(sent(Endpoint.BATCH_EMBED_CONTENTS, """
                {"model":"best","input":["a","b"],"dimensions":256,"input_type":"query"}""")).isEqualTo(json("""
                {"requests":[
                  {"model":"models/embed-v4.0","content":{"parts":[{"text":"a"}]},"taskType":"RETRIEVAL_QUERY",
                   "outputDimensionality":256},
                  {"model":"models/embed-v4.0","content":{"parts":[{"text":"b"}]},"taskType":"RETRIEVAL_QUERY",
                   "outputDimensionality":256}]}"""));
    }

    @Test
    void vertexAiGetsAnInstanceForEachTextAndCutsNone() {
        assertThat(sent(Endpoint.VERTEX_EMBED, """
                {"model":"best","input":["a","b"],"dimensions":256,"input_type":"query"}""")).isEqualTo(json("""
                {"instances":[{"content":"a","task_type":"RETRIEVAL_QUERY"},
                  {"content":"b","task_type":"RETRIEVAL_QUERY"}],
                 "parameters":{"autoTruncate":false,"outputDimensionality":256}}"""));
        assertThat(sent(Endpoint.VERTEX_EMBED, "{\"model\":\"best\",\"input\":\"a\"}"))
            .isEqualTo(json("{\"instances\":[{\"content\":\"a\"}],\"parameters\":{\"autoTruncate\":false}}"));
    }

    @Test
    void cohereIsToldThatTheTextsAreDocumentsUnlessTheClientSaysOtherwise() {
        assertThat(sent(Endpoint.COHERE_EMBED, "{\"model\":\"best\",\"input\":\"a\"}")).isEqualTo(json("""
                {"model":"embed-v4.0","texts":["a"],"input_type":"search_document","embedding_types":["float"],
                 "truncate":"NONE"}"""));
        assertThat(sent(Endpoint.COHERE_EMBED, """
                {"model":"best","input":["a"],"dimensions":512,"input_type":"search_query"}""")).isEqualTo(json("""
                {"model":"embed-v4.0","texts":["a"],"input_type":"search_query","embedding_types":["float"],
                 "output_dimension":512,"truncate":"NONE"}"""));
    }

    @Test
    void titanGetsOneText() {
        assertThat(sent(Endpoint.BEDROCK_TITAN_EMBED, "{\"model\":\"best\",\"input\":[\"a\"],\"dimensions\":256}"))
            .isEqualTo(json("{\"inputText\":\"a\",\"dimensions\":256}"));
        assertThat(sent(Endpoint.BEDROCK_TITAN_EMBED, "{\"model\":\"best\",\"input\":\"a\"}"))
            .isEqualTo(json("{\"inputText\":\"a\"}"));
        assertThatExceptionOfType(UntranslatableRequest.class)
            .isThrownBy(() -> request(Endpoint.BEDROCK_TITAN_EMBED, "{\"model\":\"best\",\"input\":[\"a\",\"b\"]}"))
            .satisfies((ex) -> assertThat(ex.reject().message()).contains("several_inputs"));
    }

    @Test
    void cohereAtBedrockIsNotToldItsModel() {
        assertThat(sent(Endpoint.BEDROCK_COHERE_EMBED, """
                {"model":"best","input":["a","b"],"dimensions":512,"input_type":"query"}""")).isEqualTo(json("""
                {"texts":["a","b"],"input_type":"search_query","embedding_types":["float"],"output_dimension":512,
                 "truncate":"NONE"}"""));
    }

    /** Amazon Bedrock User Guide, "Amazon Titan Embeddings Text", November 2026. */
    @Test
    void titansVectorComesWithTheUsageOfItsBody() {
        JsonNode answer = answer(Endpoint.BEDROCK_TITAN_EMBED, "{\"model\":\"best\",\"input\":\"a\"}", """
                {"embedding":[0.013168523,-0.25],"embeddingsByType":{"float":[0.013168523,-0.25]},
                 "inputTextTokenCount":7}""");

        assertThat(answer.path("data")).isEqualTo(json("""
                [{"object":"embedding","index":0,"embedding":[0.013168523,-0.25]}]"""));
        assertThat(answer.path("usage").path("prompt_tokens").asInt()).isEqualTo(7);
    }

    /** Amazon Bedrock User Guide, "Cohere Embed v3" and "v4", November 2026. */
    @ParameterizedTest
    @ValueSource(strings = { "{\"float\":[[0.5],[1]]}", "[[0.5],[1]]" })
    void cohereAtBedrockTellsItsUsageInTheHead(String embeddings) {
        byte[] document = utf8("{\"id\":\"x\",\"texts\":[\"a\",\"b\"],\"embeddings\":" + embeddings + "}");
        AnswerTranslation translation = translation(Endpoint.BEDROCK_COHERE_EMBED)
            .answer(utf8("{\"model\":\"best\",\"input\":[\"a\",\"b\"]}"), MODEL);
        JsonNode told = JSON.readTree(
                translation.whole(Headers.of(new Header("X-Amzn-Bedrock-Input-Token-Count", "7")), document.clone()));

        assertThat(told.path("data")).hasSize(2);
        assertThat(told.path("usage").path("prompt_tokens").asInt()).isEqualTo(7);
        assertThat(JSON.readTree(translation.whole(Headers.NONE, document)).has("usage")).isFalse();
        assertThat(JSON
            .readTree(translation.whole(Headers.of(new Header("x-amzn-bedrock-input-token-count", "-7")), document))
            .has("usage")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"embedding\":[]}", "{\"embedding\":[\"1\"]}", "{\"embedding\":{}}" })
    void anAnswerOfTitansWithoutAVectorIsNone(String answer) {
        assertThatExceptionOfType(UnreadableAnswer.class)
            .isThrownBy(() -> answer(Endpoint.BEDROCK_TITAN_EMBED, "{\"model\":\"best\",\"input\":\"a\"}", answer));
    }

    @Test
    void ollamaIsToldNotToCutTexts() {
        assertThat(sent(Endpoint.OLLAMA_EMBED, "{\"model\":\"best\",\"input\":[\"a\",\"b\"],\"dimensions\":64}"))
            .isEqualTo(json("""
                    {"model":"embed-v4.0","input":["a","b"],"dimensions":64,"truncate":false}"""));
    }

    @ParameterizedTest
    @EnumSource(names = { "BATCH_EMBED_CONTENTS", "COHERE_EMBED", "OLLAMA_EMBED" })
    void theClientGetsTheNumbersInOrderWithTheUsage(Endpoint provider) {
        assertThat(answer(provider, "{\"model\":\"best\",\"input\":[\"a\",\"b\"]}", example(provider)))
            .isEqualTo(json("""
                    {"object":"list","data":[
                      {"object":"embedding","index":0,"embedding":[0.013168523,-0.25]},
                      {"object":"embedding","index":1,"embedding":[1.0,0.0]}],
                     "model":"embed-v4.0","usage":{"prompt_tokens":7,"total_tokens":7}}"""));
    }

    @ParameterizedTest
    @EnumSource(names = { "BATCH_EMBED_CONTENTS", "COHERE_EMBED", "OLLAMA_EMBED" })
    void base64HoldsLittleEndianFloats(Endpoint provider) {
        JsonNode answer = answer(provider, """
                {"model":"best","input":["a","b"],"encoding_format":"base64"}""", example(provider));

        byte[] first = Base64.getDecoder().decode(answer.path("data").path(0).path("embedding").stringValue());
        ByteBuffer floats = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(first).hasSize(8);
        assertThat(floats.getFloat()).isEqualTo(0.013168523f);
        assertThat(floats.getFloat()).isEqualTo(-0.25f);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "BATCH_EMBED_CONTENTS; {\"embeddings\":[{\"values\":[1]}]}",
            "COHERE_EMBED; {\"embeddings\":{\"float\":[[1]]}}", "OLLAMA_EMBED; {\"embeddings\":[[1]]}" })
    void noUsageIsMadeUp(Endpoint provider, String answer) {
        assertThat(answer(provider, "{\"model\":\"best\",\"input\":\"a\"}", answer).has("usage")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "[1,2]", "[[1,2],[3]]", "[\"a\",[1]]" })
    void tokensOfAnotherModelAreRefused(String input) {
        assertRefused("{\"model\":\"best\",\"input\":" + input + "}", "token_ids");
    }

    @Test
    void aStreamIsRefused() {
        assertThatExceptionOfType(UntranslatableRequest.class)
            .isThrownBy(() -> translation(Endpoint.COHERE_EMBED).request(utf8("{\"input\":\"a\",\"stream\":true}"),
                    true, target(), OptionalLong.empty()))
            .satisfies((ex) -> assertThat(ex.reject().message()).contains("stream"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';',
            value = { "{}; input", "{\"input\":[]}; input", "{\"input\":{}}; input", "{\"input\":[{}]}; input",
                    "{\"input\":[1.5]}; input", "{\"input\":\"a\",\"dimensions\":0}; dimensions",
                    "{\"input\":\"a\",\"encoding_format\":\"int8\"}; encoding_format",
                    "{\"input\":\"a\",\"input_type\":\"poem\"}; input_type" })
    void aFieldThatIsNotAsDocumentedIsNamed(String body, String field) {
        assertRefused(body, field);
    }

    @Test
    void whatIsDroppedIsNamed() {
        String body = "{\"model\":\"best\",\"input\":\"a\",\"user\":\"u\",\"input_type\":\"query\",\"truncate\":\"END\"}";

        assertThat(request(Endpoint.OLLAMA_EMBED, body).dropped()).containsExactly("truncate", "input_type", "user");
        assertThat(request(Endpoint.COHERE_EMBED, body).dropped()).containsExactly("truncate", "user");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "no json", "{\"embeddings\":[]}", "{\"embeddings\":[[1],[2]]}",
            "{\"embeddings\":[[\"1\"]]}", "{\"embeddings\":[[]]}", "{\"embeddings\":[7]}" })
    void P9_anAnswerThatHasNotOneVectorForEachInputIsNone(String answer) {
        assertThatExceptionOfType(UnreadableAnswer.class)
            .isThrownBy(() -> answer(Endpoint.OLLAMA_EMBED, "{\"model\":\"best\",\"input\":\"a\"}", answer));
    }

    @Test
    void errorsAreReadInEachProvidersWords() {
        assertThat(error(Endpoint.BATCH_EMBED_CONTENTS, 429, """
                {"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED"}}""").message())
            .isEqualTo("quota");
        assertThat(error(Endpoint.COHERE_EMBED, 400, "{\"message\":\"too many tokens: 9000\"}").kind())
            .isEqualTo(ProviderError.Kind.CONTEXT_LENGTH);
        assertThat(error(Endpoint.OLLAMA_EMBED, 400, """
                {"error":"the input length exceeds the context length"}""").kind())
            .isEqualTo(ProviderError.Kind.CONTEXT_LENGTH);
        assertThat(this.translations.readError(Endpoint.COHERE_EMBED, 500, utf8("<html>"))).isPresent();
    }

    @Test
    void embeddingsAreNoConversation() {
        for (Endpoint chat : List.of(Endpoint.GENERATE_CONTENT, Endpoint.COHERE_CHAT, Endpoint.OLLAMA_CHAT)) {
            assertThat(this.translations.between(Endpoint.EMBEDDINGS, chat)).isEmpty();
        }
        for (Endpoint embed : ANSWERS.keySet()) {
            assertThat(this.translations.between(Endpoint.CHAT_COMPLETIONS, embed)).isEmpty();
        }
    }

    private void assertRefused(String body, String named) {
        for (Endpoint provider : ANSWERS.keySet()) {
            assertThatExceptionOfType(UntranslatableRequest.class).isThrownBy(() -> request(provider, body))
                .satisfies((ex) -> assertThat(ex.reject().message()).contains(named));
        }
    }

    private JsonNode sent(Endpoint provider, String body) {
        return JSON.readTree(request(provider, body).body());
    }

    private TranslatedRequest request(Endpoint provider, String body) {
        return translation(provider).request(utf8(body), false, target(), OptionalLong.empty());
    }

    private JsonNode answer(Endpoint provider, String body, String answer) {
        return JSON.readTree(translation(provider).answer(utf8(body), MODEL).whole(Headers.NONE, utf8(answer)));
    }

    private ProviderError error(Endpoint provider, int status, String body) {
        return translation(provider).answer(utf8("{\"input\":\"a\"}"), MODEL).error(status, utf8(body));
    }

    private Translation translation(Endpoint provider) {
        return this.translations.between(Endpoint.EMBEDDINGS, provider).orElseThrow();
    }

    private static String example(Endpoint provider) {
        return Objects.requireNonNull(ANSWERS.get(provider));
    }

    private static TargetModel target() {
        return new TargetModel(MODEL, OptionalLong.empty());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

}
