package llmgateway.dialect.models;

import java.time.Instant;
import java.util.List;

import llmgateway.core.call.Dialect;
import llmgateway.core.http.DirectResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ModelListWriterTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final ListedModel FIRST = new ListedModel("a/b\"", "maker", Instant.parse("2026-01-02T03:04:05.6Z"));

    private static final ListedModel LAST = new ListedModel("z", "gateway", Instant.EPOCH);

    private final ModelListWriter writer = new ModelListWriter();

    @Test
    void listsModelsAsOpenAiDoes() {
        assertBody(this.writer.list(Dialect.OPENAI, List.of(FIRST, LAST)), """
                {"object":"list","data":[
                 {"id":"a/b\\"","object":"model","created":1767323045,"owned_by":"maker"},
                 {"id":"z","object":"model","created":0,"owned_by":"gateway"}]}""");
    }

    @Test
    void listsModelsAsAnthropicDoes() {
        assertBody(this.writer.list(Dialect.ANTHROPIC, List.of(FIRST, LAST)),
                """
                        {"data":[
                         {"id":"a/b\\"","type":"model","display_name":"a/b\\"","lifecycle":"active","created_at":"2026-01-02T03:04:05Z"},
                         {"id":"z","type":"model","display_name":"z","lifecycle":"active","created_at":"1970-01-01T00:00:00Z"}],
                         "has_more":false,"first_id":"a/b\\"","last_id":"z"}""");
    }

    @Test
    void listsModelsAsGeminiDoes() {
        assertBody(this.writer.list(Dialect.GEMINI, List.of(LAST)), """
                {"models":[{"name":"models/z","version":"1970-01-01","displayName":"z",
                 "supportedGenerationMethods":["generateContent","streamGenerateContent"]}]}""");
        assertBody(this.writer.one(Dialect.GEMINI, LAST), """
                {"name":"models/z","version":"1970-01-01","displayName":"z",
                 "supportedGenerationMethods":["generateContent","streamGenerateContent"]}""");
    }

    @Test
    void listsNoModels() {
        assertBody(this.writer.list(Dialect.OPENAI, List.of()), "{\"object\":\"list\",\"data\":[]}");
        assertBody(this.writer.list(Dialect.ANTHROPIC, List.of()),
                "{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null}");
    }

    @Test
    void showsOneModel() {
        assertBody(this.writer.one(Dialect.OPENAI, LAST),
                "{\"id\":\"z\",\"object\":\"model\",\"created\":0,\"owned_by\":\"gateway\"}");
        assertBody(this.writer.one(Dialect.ANTHROPIC, LAST),
                """
                        {"id":"z","type":"model","display_name":"z","lifecycle":"active","created_at":"1970-01-01T00:00:00Z"}""");
    }

    private static void assertBody(DirectResponse response, String expected) {
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().all("content-type")).containsExactly("application/json");
        assertThat(JSON.readTree(response.body())).isEqualTo(JSON.readTree(expected));
    }

}
