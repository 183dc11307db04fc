package llmgateway.route.decision;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import llmgateway.core.error.ErrorCode;
import llmgateway.route.table.RoutingTable;
import llmgateway.route.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ModelListingTest {

    private final RoutingTable table = Tables.of("""
            providers:
              open: {dialect: openai, base_url: "https://open.test", auth: none}
              ant: {dialect: anthropic, base_url: "https://ant.test", auth: none}
              emb: {dialect: openai, base_url: "https://emb.test", auth: none, endpoints: [embeddings]}
              keyless: {dialect: openai, base_url: "https://keyless.test", keys: [env:NOT_SET]}
            models:
              zeta: {aliases: [best], targets: [{provider: open}], owned_by: zeta-labs, created: 2024-05-13}
              "org/alpha": {targets: [{provider: keyless}, {provider: open}]}
              lost: {targets: [{provider: keyless}]}
              claude: {targets: [{provider: ant}]}
              vectors: {targets: [{provider: emb}]}
              "wild-*": {targets: [{provider: open}]}
            """, Map.of());

    private final Router router = Routers.seeded();

    @Test
    void listsWhatTheCallerCanCallInTheCataloguesOrder() {
        assertThat(ids(Requests.get("/v1/models"))).containsExactly("zeta", "best", "org/alpha", "claude", "vectors");
    }

    @Test
    void listsForAnthropicsClientsWhatTheyCanCallInTheirApiOrTranslated() {
        assertThat(ids(Requests.get("/v1/models").header("anthropic-version", "2023-06-01"))).containsExactly("zeta",
                "best", "org/alpha", "claude");
    }

    @Test
    void listsOnlyAllowedModels() {
        assertThat(ids(Requests.get("/v1/models").settings("{\"models\": [\"best\"]}"))).containsExactly("zeta",
                "best");
        assertThat(ids(Requests.get("/v1/models").settings("{\"models\": []}"))).isEmpty();
    }

    @Test
    void describesOneModelUnderTheNameAskedFor() {
        JsonNode best = json(Requests.get("/v1/models/best"));

        assertThat(best.get("id").asString()).isEqualTo("best");
        assertThat(best.get("owned_by").asString()).isEqualTo("zeta-labs");
        assertThat(best.get("created").asLong()).isEqualTo(1_715_558_400L);
        assertThat(json(Requests.get("/v1/models/org/alpha")).get("id").asString()).isEqualTo("org/alpha");
    }

    @ParameterizedTest
    @ValueSource(strings = { "lost", "wild-1", "wild-*", "nothing", "ZETA" })
    void aModelThatIsNotListedIsNotFound(String id) {
        assertThat(decide(Requests.get("/v1/models/" + id))).isInstanceOfSatisfying(Decision.Refuse.class,
                (refuse) -> assertThat(refuse.reject().code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND));
    }

    private List<String> ids(Requests request) {
        return json(request).get("data").valueStream().map((model) -> model.get("id").asString()).toList();
    }

    private JsonNode json(Requests request) {
        if (decide(request) instanceof Decision.Answer answer) {
            return JsonMapper.shared().readTree(new String(answer.response().body(), StandardCharsets.UTF_8));
        }
        throw new AssertionError("not answered");
    }

    private Decision decide(Requests request) {
        return this.router.decide(request.read(), this.table);
    }

}
