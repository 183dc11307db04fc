package llmgateway.route.decision;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.http.Header;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.http.RequestRewrite.Change;
import llmgateway.route.table.RoutingTable;
import llmgateway.route.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DirectRouteTest {

    private static final String CATALOGUE = """
            providers:
              openai:
                dialect: openai
                base_url: https://api.openai.com/v1
                upstream: openai-pool
                keys: [env:OPENAI_API_KEY]
                headers: {OpenAI-Organization: env:OPENAI_ORG, X-Team: search}
              azure:
                dialect: azure-openai
                base_url: https://acme.openai.azure.com:8443
                api_version: 2024-10-21
                keys: [env:AZURE_KEY]
              anthropic: {dialect: anthropic, base_url: "https://api.anthropic.com/v1", keys: [env:ANTHROPIC_API_KEY]}
              silent: {dialect: openai, base_url: "https://silent.test", auth: none, stream_usage: unsupported}
              custom: {dialect: openai, base_url: "https://custom.test", auth: {header: X-Token, prefix: "Key "},
                       keys: [env:CUSTOM]}
            models:
              gpt-4o: {targets: [{provider: openai}]}
              best: {targets: [{provider: openai, model: gpt-4o}]}
              deployed: {targets: [{provider: azure, model: my-deployment}]}
              claude: {targets: [{provider: anthropic}]}
              quiet: {targets: [{provider: silent}]}
              token: {targets: [{provider: custom}]}
            """;

    private final RoutingTable table = Tables.of(CATALOGUE, Map.of("OPENAI_API_KEY", "sk-openai", "OPENAI_ORG", "org-1",
            "AZURE_KEY", "az-key", "ANTHROPIC_API_KEY", "sk-ant", "CUSTOM", "t-1"));

    private final Router router = Routers.seeded();

    @Test
    void steersTheGatewayToTheProvider() {
        Decision.Direct direct = direct(Requests.chat("{\"model\": \"gpt-4o\"}"));

        assertThat(direct.rewrite().path()).hasValue("/v1/chat/completions");
        assertThat(headers(direct)).contains(Map.entry("host", Optional.of("api.openai.com")),
                Map.entry("llmupstream", Optional.of("openai-pool")),
                Map.entry("llmticket", Optional.of(direct.routed().ticket().value())),
                Map.entry("authorization", Optional.of("Bearer sk-openai")),
                Map.entry("openai-organization", Optional.of("org-1")), Map.entry("x-team", Optional.of("search")),
                Map.entry("accept-encoding", Optional.of("identity")));
        assertThat(direct.rewrite().responseHeaders()).containsExactly(
                new Header("x-llm-call-id", Requests.CALL_ID.value()), new Header("x-llm-provider", "openai"),
                new Header("x-llm-model", "gpt-4o"), new Header("x-llm-way", "direct"));
    }

    @Test
    void sendsTheBodyBackOnlyWhereItChanges() {
        assertThat(direct(Requests.chat("{\"model\": \"gpt-4o\"}")).rewrite().body()).isEmpty();
        assertThat(body(Requests.chat("{\"model\": \"best\", \"n\": 1}")))
            .hasValue("{\"model\": \"gpt-4o\", \"n\": 1}");
        assertThat(body(Requests.post("/v1/embeddings", "{\"input\":\"x\"}").settings("{\"default_model\":\"best\"}"))
            .orElseThrow()).contains("\"model\":\"gpt-4o\"").contains("\"input\":\"x\"");
    }

    @Test
    void putsTheDeploymentAndVersionWhereAzureWantsThem() {
        Decision.Direct direct = direct(Requests.chat("{\"model\": \"deployed\"}").query("api-version", "2020-01-01"));

        assertThat(direct.rewrite().path()).hasValue("/openai/deployments/my-deployment/chat/completions");
        assertThat(direct.rewrite().query()).endsWith(new Change("api-version", Optional.of("2024-10-21")));
        assertThat(headers(direct)).contains(Map.entry("host", Optional.of("acme.openai.azure.com:8443")),
                Map.entry("api-key", Optional.of("az-key")), Map.entry("authorization", Optional.empty()));
    }

    @Test
    void givesAnthropicItsVersionUnlessTheClientNamesOne() {
        String json = "{\"model\": \"claude\", \"max_tokens\": 5}";

        Map<String, Optional<String>> defaulted = headers(direct(Requests.post("/v1/messages", json)));
        assertThat(defaulted).contains(Map.entry("x-api-key", Optional.of("sk-ant")),
                Map.entry("anthropic-version", Optional.of("2023-06-01")));
        assertThat(headers(direct(Requests.post("/v1/messages", json)
            .header("anthropic-version", "2024-01-01")
            .header("anthropic-beta", "tools")))).doesNotContainKeys("anthropic-version", "anthropic-beta");
    }

    @Test
    void aHeaderInTheCatalogueBeatsTheGatewaysDefault() {
        RoutingTable pinned = Tables.of("""
                providers:
                  anthropic: {dialect: anthropic, base_url: "https://a.test/v1", auth: none,
                              headers: {Anthropic-Version: "2030-01-01"}}
                models:
                  claude: {targets: [{provider: anthropic}]}
                """, Map.of());
        RouteRequest request = Requests.post("/v1/messages", "{\"model\": \"claude\", \"max_tokens\": 5}").read();

        assertThat(this.router.decide(request, pinned)).isInstanceOfSatisfying(Decision.Direct.class,
                (direct) -> assertThat(direct.rewrite().headers())
                    .filteredOn((change) -> change.name().equals("anthropic-version"))
                    .containsExactly(new Change("anthropic-version", Optional.of("2030-01-01"))));
    }

    @Test
    void sendsTheKeyAsTheProviderWantsItOrNone() {
        assertThat(headers(direct(Requests.chat("{\"model\": \"token\"}"))))
            .contains(Map.entry("x-token", Optional.of("Key t-1")), Map.entry("authorization", Optional.empty()));
        assertThat(headers(direct(Requests.chat("{\"model\": \"quiet\"}"))))
            .contains(Map.entry("authorization", Optional.empty()), Map.entry("x-api-key", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie",
            "x-consumer-username", "x-consumer-custom-id", "x-credential-identifier", "openai-project",
            "x-portkey-custom-host", "x-portkey-config", "helicone-target-url", "helicone-openai-api-base",
            "x-access-token", "x-id-token", "x-userinfo" })
    void B8_forbiddenHeadersAreRemovedUnseen(String name) {
        assertThat(headers(direct(Requests.chat("{\"model\": \"quiet\"}")))).containsEntry(name, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-Consumer-Department", "X-Credential-Issuer", "X-Acme-Custom-Host", "X-Portkey-Trace-Id",
            "Helicone-Cache-Enabled", "X-LiteLLM-Tags", "X-Forwarded-User", "X-LLM-Provider" })
    void B12_E1_headersOfForbiddenFamiliesAreRemovedWhereSeen(String name) {
        assertThat(headers(direct(Requests.chat("{\"model\": \"quiet\"}").header(name, "mine"))))
            .containsEntry(name.toLowerCase(Locale.ROOT), Optional.empty());
    }

    @Test
    void E1_theClientsOwnSteeringIsOverwritten() {
        Map<String, Optional<String>> headers = headers(direct(Requests.chat("{\"model\": \"gpt-4o\"}")
            .header("LlmUpstream", "elsewhere")
            .header("llmticket", "0123456789abcdef0123456789abcdef")
            .header("X-Consumer-Username", "somebody-else")));

        assertThat(headers).containsEntry("llmupstream", Optional.of("openai-pool"))
            .containsEntry("x-consumer-username", Optional.empty());
        assertThat(headers.get("llmticket")).isPresent().isNotEqualTo(Optional.of("0123456789abcdef0123456789abcdef"));
    }

    @Test
    void S4_theCallersOwnKeyNeverGoesOn() {
        assertThat(
                headers(direct(Requests.chat("{\"model\": \"gpt-4o\"}").header("Authorization", "Bearer sk-caller"))))
            .containsEntry("authorization", Optional.of("Bearer sk-openai"))
            .doesNotContainValue(Optional.of("Bearer sk-caller"));
    }

    @Test
    void E3_theQueryNeverChoosesTheModel() {
        Decision.Direct direct = direct(
                Requests.chat("{\"model\": \"gpt-4o\"}").query("model", "gpt-5-pro").query("x", "1").query("x", "2"));

        assertThat(direct.routed().target().model().name()).isEqualTo("gpt-4o");
        assertThat(direct.rewrite().query()).containsExactly(new Change("model", Optional.empty()),
                new Change("x", Optional.empty()));
    }

    @Test
    void passesOnTheQueryThatAnthropicsSdkSends() {
        Requests request = Requests.post("/v1/messages", "{\"model\": \"claude\", \"max_tokens\": 5}")
            .query("beta", "true")
            .query("other", "1");

        assertThat(direct(request).rewrite().query()).containsExactly(new Change("other", Optional.empty()));
        assertThat(direct(Requests.chat("{\"model\": \"gpt-4o\"}").query("beta", "true")).rewrite().query())
            .containsExactly(new Change("beta", Optional.empty()));
    }

    @Test
    void asksForTheUsageOfAStreamWhereTheClientMaySeeIt() {
        String stream = "{\"model\":\"gpt-4o\",\"stream\":true}";

        assertThat(body(Requests.chat(stream).settings("{\"usage_chunk\": \"visible\"}")).orElseThrow())
            .contains("\"include_usage\":true");
        assertThat(body(Requests.chat(stream).settings("{\"usage_chunk\": \"not_asked\"}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/chat/completions | {"model":"quiet","stream":true}
            /v1/chat/completions | {"model":"gpt-4o","stream":false}
            /v1/chat/completions | {"model":"gpt-4o","stream":true,"stream_options":{"include_usage":true}}
            /v1/responses        | {"model":"gpt-4o","stream":true}
            """)
    void leavesAloneWhatNeedsNoAskingForUsage(String path, String json) {
        assertThat(direct(Requests.post(path, json)).rewrite().body()).isEmpty();
    }

    @Test
    void renamesTheModelOfAForm() {
        String form = """
                --b
                Content-Disposition: form-data; name="model"

                best
                --b
                Content-Disposition: form-data; name="file"; filename="a.wav"

                RIFF
                --b--
                """.replace("\n", "\r\n");
        Requests request = Requests.post("/v1/audio/transcriptions", "multipart/form-data; boundary=b",
                form.getBytes(StandardCharsets.UTF_8));

        assertThat(body(request)).hasValue(form.replace("best", "gpt-4o"));
        assertThat(direct(request).rewrite().path()).hasValue("/v1/audio/transcriptions");
    }

    @Test
    void S1_theDecisionPrintsWithoutTheKey() {
        assertThat(direct(Requests.chat("{\"model\": \"gpt-4o\"}"))).asString().doesNotContain("sk-openai");
    }

    private Optional<String> body(Requests request) {
        return direct(request).rewrite().body().map((bytes) -> new String(bytes, StandardCharsets.UTF_8));
    }

    private Decision.Direct direct(Requests request) {
        if (this.router.decide(request.read(), this.table) instanceof Decision.Direct direct) {
            return direct;
        }
        throw new AssertionError("not direct");
    }

    /** What the gateway does with each header in the end: the last change counts. */
    private static Map<String, Optional<String>> headers(Decision.Direct direct) {
        RequestRewrite rewrite = direct.rewrite();
        List<Change> changes = rewrite.headers();
        Map<String, Optional<String>> last = new LinkedHashMap<>();
        changes.forEach((change) -> last.put(change.name().toLowerCase(Locale.ROOT), change.value()));
        return last;
    }

}
