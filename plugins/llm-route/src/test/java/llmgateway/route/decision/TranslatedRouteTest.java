package llmgateway.route.decision;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;

import llmgateway.core.call.Endpoint;
import llmgateway.core.upstream.PlannedAttempt;
import llmgateway.core.upstream.PlannedAttempt.Prepared;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.route.table.RoutingTable;
import llmgateway.route.table.Tables;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls whose model is served in another API, or that may be tried again. */
class TranslatedRouteTest {

    private static final String MESSAGE = "{\"model\":\"gpt\",\"max_tokens\":50,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final RoutingTable table = Tables.of("""
            providers:
              open: {dialect: openai, base_url: "https://open.test/v1", auth: none, endpoints: [chat_completions]}
              ant: {dialect: anthropic, base_url: "https://ant.test/v1", keys: [env:ANT]}
              gem: {dialect: gemini, base_url: "https://gem.test/v1beta", auth: none}
            models:
              gpt: {targets: [{provider: open}]}
              claude: {targets: [{provider: ant}]}
              embed: {targets: [{provider: gem, model: embed-1}]}
            """, Map.of("ANT", "sk-ant"));

    private final Router router = Routers.seeded();

    @Test
    void aMessageGoesToAChatProviderInTheWordsThatItKnows() {
        UpstreamRequest request = request(relay(Requests.post("/v1/messages", MESSAGE)
            .header("anthropic-version", "2023-06-01")
            .header("anthropic-beta", "x")), 0);

        assertThat(request.endpoint()).isEqualTo(Endpoint.CHAT_COMPLETIONS);
        assertThat(request.uri()).hasToString("https://open.test/v1/chat/completions");
        assertThat(body(request)).contains("\"model\":\"gpt\"", "\"max_tokens\":50").doesNotContain("max_completion");
        assertThat(request.headers().contains("anthropic-version")).isFalse();
        assertThat(request.headers().contains("anthropic-beta")).isFalse();
        assertThat(request.headers().first("content-type")).contains("application/json");
    }

    @Test
    void aBudgetsOutputLimitIsWrittenIntoTheTranslation() {
        PlannedAttempt attempt = relay(Requests.post("/v1/messages", MESSAGE)).plan().attempts().getFirst();

        assertThat(attempt.prepare(OptionalLong.of(7))).isInstanceOfSatisfying(Prepared.Ready.class,
                (ready) -> assertThat(body(ready.request())).contains("\"max_tokens\":7"));
    }

    @Test
    void everyRequestOfATargetSaysTheSame() {
        Decision.Relay relay = relay(Requests.post("/v1/messages", MESSAGE));

        UpstreamRequest first = request(relay, 0);
        UpstreamRequest second = request(relay, 0);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.dropped()).isEqualTo(first.dropped());
    }

    @Test
    void whatTheProviderCannotBeAskedIsTold() {
        UpstreamRequest request = request(relay(Requests
            .chat("{\"model\":\"claude\",\"seed\":1," + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")), 0);

        assertThat(request.dropped()).containsExactly("seed");
        assertThat(request.headers().first("x-api-key")).contains("sk-ant");
    }

    @Test
    void whatCannotBeLeftOutIsRefusedBeforeAnythingIsHeld() {
        Decision decision = this.router.decide(Requests
            .chat("{\"model\":\"claude\",\"logprobs\":true," + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
            .read(), this.table);

        assertThat(decision).isInstanceOfSatisfying(Decision.Refuse.class, (refuse) -> {
            assertThat(refuse.reject().status()).isEqualTo(400);
            assertThat(refuse.reject().param()).contains("logprobs");
        });
    }

    @Test
    void embeddingsGoToAProviderOfAnotherApi() {
        UpstreamRequest request = request(
                relay(Requests.post("/v1/embeddings", "{\"model\":\"embed\",\"input\":\"one\"}")), 0);

        assertThat(request.endpoint()).isEqualTo(Endpoint.BATCH_EMBED_CONTENTS);
        assertThat(request.uri()).hasToString("https://gem.test/v1beta/models/embed-1:batchEmbedContents");
        assertThat(body(request)).contains("\"models/embed-1\"", "\"one\"");
    }

    @Test
    void tokensAreRefusedBeforeAnythingIsHeld() {
        Decision decision = this.router
            .decide(Requests.post("/v1/embeddings", "{\"model\":\"embed\",\"input\":[1,2]}").read(), this.table);

        assertThat(decision).isInstanceOfSatisfying(Decision.Refuse.class, (refuse) -> {
            assertThat(refuse.reject().status()).isEqualTo(400);
            assertThat(refuse.reject().param()).contains("token_ids");
        });
    }

    @Test
    void P11_eachAttemptIsMadeFromTheClientsOwnRequest() {
        Decision.Relay relay = relay(
                Requests.chat("{\"model\":\"gpt\",\"messages\":[{\"role\":\"user\"," + "\"content\":\"hi\"}]}")
                    .settings("{\"attempts\": 2, \"fallback_models\": [\"claude\"]}"));

        assertThat(relay.plan().retries().mostAttempts()).isEqualTo(2);
        assertThat(relay.plan().attempts()).extracting((attempt) -> attempt.target().provider())
            .containsExactly("open", "ant");
        assertThat(request(relay, 0).endpoint()).isEqualTo(Endpoint.CHAT_COMPLETIONS);
        assertThat(request(relay, 1).endpoint()).isEqualTo(Endpoint.MESSAGES);
        assertThat(body(request(relay, 1))).contains("\"model\":\"claude\"", "\"max_tokens\":");
    }

    private Decision.Relay relay(Requests request) {
        if (this.router.decide(request.read(), this.table) instanceof Decision.Relay relay) {
            return relay;
        }
        throw new AssertionError("not relayed");
    }

    private static UpstreamRequest request(Decision.Relay relay, int attempt) {
        if (relay.plan().attempts().get(attempt).prepare(OptionalLong.empty()) instanceof Prepared.Ready ready) {
            return ready.request();
        }
        throw new AssertionError("refused");
    }

    private static String body(UpstreamRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

}
