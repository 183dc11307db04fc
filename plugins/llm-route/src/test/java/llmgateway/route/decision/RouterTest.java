package llmgateway.route.decision;

import java.util.Map;

import llmgateway.core.error.ErrorCode;
import llmgateway.core.error.Reject;
import llmgateway.core.upstream.Target;
import llmgateway.route.table.RoutingTable;
import llmgateway.route.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RouterTest {

    private static final String CATALOGUE = """
            providers:
              openai: {dialect: openai, base_url: "https://api.openai.com/v1", keys: [env:OPENAI_API_KEY]}
              azure:
                dialect: azure-openai
                base_url: https://acme.openai.azure.com
                api_version: 2024-10-21
                keys: [env:AZURE_KEY]
              anthropic: {dialect: anthropic, base_url: "https://api.anthropic.com/v1", keys: [env:ANTHROPIC_API_KEY]}
              keyless: {dialect: openai, base_url: "https://keyless.test/v1", keys: [env:NOT_SET]}
            models:
              gpt-4o:
                aliases: [best]
                targets: [{provider: openai, model: gpt-4o-2024-08-06}, {provider: keyless, weight: 1000}]
              gpt-4o-mini: {targets: [{provider: openai}]}
              claude: {targets: [{provider: anthropic, model: claude-sonnet-4-5}]}
              both: {targets: [{provider: anthropic}, {provider: openai}]}
              lost: {targets: [{provider: keyless}]}
              "azure/*": {targets: [{provider: azure, model: "*"}]}
            """;

    private final RoutingTable table = Tables.of(CATALOGUE,
            Map.of("OPENAI_API_KEY", "sk-openai", "AZURE_KEY", "az", "ANTHROPIC_API_KEY", "sk-ant"));

    private final Router router = Routers.seeded();

    @ParameterizedTest
    @CsvSource({ "gpt-4o, openai, gpt-4o-2024-08-06", "best, openai, gpt-4o-2024-08-06",
            "gpt-4o-mini, openai, gpt-4o-mini", "both, openai, both", "azure/my-deployment, azure, my-deployment" })
    void sendsAModelToAProviderThatHasAKeyAndSpeaksTheClientsDialect(String asked, String provider, String sent) {
        Target target = target(Requests.chat("{\"model\": \"%s\"}".formatted(asked)));

        assertThat(target.provider()).isEqualTo(provider);
        assertThat(target.model().name()).isEqualTo(sent);
    }

    @Test
    void sendsAnthropicsDialectToAnthropic() {
        Target target = target(Requests.post("/v1/messages", "{\"model\": \"both\", \"max_tokens\": 9}"));

        assertThat(target.provider()).isEqualTo("anthropic");
    }

    @Test
    void usesTheDefaultModelWhereNoneIsNamed() {
        Target target = target(Requests.chat("{}").settings("{\"default_model\": \"best\"}"));

        assertThat(target.model().name()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(refusal(Requests.chat("{}")).code()).isEqualTo(ErrorCode.INVALID_REQUEST_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = { "gpt-9", "GPT-4O", "gpt%2D4o", "Best", "gpt-4o ", "azure/a/../b", "azure/..", "azure/",
            "azure/a%2fb" })
    void E4_anUnknownSpellingIsNotFound(String asked) {
        assertThat(refusal(Requests.chat("{\"model\": \"%s\"}".formatted(asked)))).satisfies((reject) -> {
            assertThat(reject.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
            assertThat(reject.param()).hasValue("model");
        });
    }

    @ParameterizedTest
    @CsvSource({ "gpt-4o-mini, true", "gpt-4o, false", "best, false", "claude, false", "azure/gpt-4o-mini, false" })
    void E4_onlyAllowedModelsPassUnderWhateverName(String asked, boolean allowed) {
        Decision decision = decide(
                Requests.chat("{\"model\": \"%s\"}".formatted(asked)).settings("{\"models\": [\"gpt-4o-mini\"]}"));

        if (allowed) {
            assertThat(decision).isInstanceOf(Decision.Direct.class);
        }
        else {
            assertThat(decision).isInstanceOfSatisfying(Decision.Refuse.class,
                    (refuse) -> assertThat(refuse.reject().code()).isEqualTo(ErrorCode.MODEL_NOT_ALLOWED));
        }
    }

    @Test
    void aModelWithoutAProviderThatHasAKeyIsUnavailable() {
        assertThat(refusal(Requests.chat("{\"model\": \"lost\"}")).code()).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE);
    }

    @Test
    void namesTheEndpointsOnWhichAModelIsServed() {
        assertThat(refusal(Requests.post("/v1/embeddings", "{\"model\": \"claude\"}"))).satisfies((reject) -> {
            assertThat(reject.code()).isEqualTo(ErrorCode.INVALID_REQUEST_ERROR);
            assertThat(reject.message()).contains("use /v1/messages, /v1/messages/count_tokens");
        });
        assertThat(refusal(Requests.post("/v1/rerank", "{\"model\": \"azure/x\"}")).message())
            .contains("/v1/chat/completions")
            .doesNotContain("/v1/rerank");
    }

    @ParameterizedTest
    @CsvSource({ "/v1/chat/completions, gpt-4o-mini, max_tokens",
            "/v1/chat/completions, azure/x, max_completion_tokens", "/v1/completions, gpt-4o-mini, max_tokens",
            "/v1/completions, azure/x, max_tokens", "/v1/responses, gpt-4o-mini, max_output_tokens",
            "/v1/messages, claude, max_tokens", "/v1/embeddings, gpt-4o-mini, ''", "/v1/moderations, gpt-4o-mini, ''" })
    void E5_knowsHowTheProviderIsToldALimitOfItsOutput(String path, String model, String field) {
        Decision decision = decide(Requests.post(path, "{\"model\": \"%s\"}".formatted(model)));

        assertThat(decision).isInstanceOfSatisfying(Decision.Direct.class,
                (direct) -> assertThat(direct.limitable().map(LimitableBody::field).orElse("")).isEqualTo(field));
    }

    private Target target(Requests request) {
        return switch (decide(request)) {
            case Decision.Direct direct -> direct.routed().target();
            case Decision.Relay relay -> relay.routed().target();
            default -> throw new AssertionError("not sent");
        };
    }

    private Reject refusal(Requests request) {
        if (decide(request) instanceof Decision.Refuse refuse) {
            return refuse.reject();
        }
        throw new AssertionError("not refused");
    }

    private Decision decide(Requests request) {
        return this.router.decide(request.read(), this.table);
    }

}
