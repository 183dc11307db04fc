package llmgateway.route.decision;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.core.http.Header;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.http.RequestRewrite.Change;
import llmgateway.core.upstream.PlannedAttempt.Prepared;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.core.upstream.UpstreamRequest.UsageChunk;
import llmgateway.route.table.RoutingTable;
import llmgateway.route.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RelayRouteTest {

    @Test
    void tellsProvidersNothingOfTheCallersTraceAndOfTheCallsOwnWhatIsToBeTold() {
        Requests request = Requests.chat(STREAM)
            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .header("tracestate", "vendor=1")
            .header("baggage", "user=jane");

        assertThat(attempt(request).headers().lines()).extracting(Header::name)
            .doesNotContain("traceparent", "tracestate", "baggage");
        assertThat(attempt(request.tracedAs("the-own")).headers().all("traceparent")).containsExactly("the-own");
    }

    private static final String CATALOGUE = """
            providers:
              openai: {dialect: openai, base_url: "http://127.0.0.1:9081/llm/openai", keys: [env:OPENAI_API_KEY]}
              azure: {dialect: azure-openai, base_url: "https://acme.openai.azure.com", api_version: 2024-10-21,
                      keys: [env:OPENAI_API_KEY]}
              anthropic: {dialect: anthropic, base_url: "https://api.anthropic.com/v1", keys: [env:OPENAI_API_KEY]}
            models:
              gpt-4o: {targets: [{provider: openai}]}
              deployed: {targets: [{provider: azure, model: mine}]}
              claude: {targets: [{provider: anthropic}]}
            """;

    private static final String STREAM = "{\"model\":\"gpt-4o\",\"stream\":true}";

    private final RoutingTable table = Tables.of(CATALOGUE, Map.of("OPENAI_API_KEY", "sk-openai"));

    private final Router router = Routers.seeded();

    @ParameterizedTest
    @ValueSource(
            strings = { STREAM, "{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"include_usage\":false}}" })
    void E7_aStreamWhoseUsageTheClientDidNotAskForGoesThroughTheRelayWhichHidesIt(String json) {
        Decision.Relay relay = relay(Requests.chat(json));

        assertThat(request(relay).usageChunk()).isEqualTo(UsageChunk.HIDDEN);
        assertThat(body(relay)).contains("\"include_usage\":true");
        assertThat(relay.rewrite().path()).hasValue("/relay");
        assertThat(relay.rewrite().body()).isEmpty();
        assertThat(relay.rewrite().headers()).endsWith(new Change("LlmUpstream", Optional.of("llm-relay")),
                new Change("LlmTicket", Optional.of(relay.routed().ticket().value())));
    }

    @Test
    void S4_theGatewayIsToldToTakeTheCallersKeyAwayBeforeTheRelayToo() {
        assertThat(relay(Requests.chat(STREAM)).rewrite().headers()).contains(
                new Change("authorization", Optional.empty()), new Change("x-api-key", Optional.empty()),
                new Change("cookie", Optional.empty()));
    }

    @Test
    void standaloneEverythingGoesThroughTheRelayWithNothingToRewrite() {
        Decision.Relay relay = relay(Requests.chat("{\"model\":\"gpt-4o\"}").standalone());

        assertThat(relay.rewrite()).isEqualTo(RequestRewrite.NONE);
        assertThat(request(relay).usageChunk()).isEqualTo(UsageChunk.PASSED_ON);
        assertThat(relay.plan().responseHeaders().lines())
            .containsExactly(new Header("x-llm-call-id", Requests.CALL_ID.value()), new Header("x-llm-way", "relay"));
    }

    @Test
    void goesToProvidersByTheGatewaysOwnRoutesWhereThereAreAny() {
        Router through = Routers.through(URI.create("http://127.0.0.1:9081/llm"));

        assertThat(request(relay(through, Requests.chat("{\"model\":\"deployed\"}").standalone())).uri()).hasToString(
                "http://127.0.0.1:9081/llm/azure/openai/deployments/mine/chat/completions" + "?api-version=2024-10-21");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hidden    | HIDDEN    | true
            visible   | PASSED_ON | true
            not_asked | PASSED_ON | false
            """)
    void standaloneTheSettingDecidesOnTheUsageChunk(String rule, UsageChunk usageChunk, boolean asked) {
        Decision.Relay relay = relay(
                Requests.chat(STREAM).standalone().settings("{\"usage_chunk\": \"%s\"}".formatted(rule)));

        assertThat(request(relay).usageChunk()).isEqualTo(usageChunk);
        assertThat(body(relay).contains("include_usage")).isEqualTo(asked);
    }

    @Test
    void aClientThatAskedForUsageSeesIt() {
        Decision.Relay relay = relay(
                Requests.chat("{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}")
                    .standalone());

        assertThat(request(relay).usageChunk()).isEqualTo(UsageChunk.PASSED_ON);
    }

    @Test
    void sendsTheProviderACompleteRequest() {
        UpstreamRequest attempt = attempt(Requests.chat("{\"model\":\"gpt-4o\"}")
            .header("User-Agent", "sdk/1")
            .header("X-Stainless-Lang", "java")
            .header("Accept", "application/json")
            .standalone());

        assertThat(attempt.uri()).hasToString("http://127.0.0.1:9081/llm/openai/chat/completions");
        assertThat(attempt.method()).isEqualTo("POST");
        assertThat(attempt.key()).hasValue("env:OPENAI_API_KEY");
        assertThat(attempt.headers().lines()).containsExactly(new Header("Content-Type", "application/json"),
                new Header("User-Agent", "sdk/1"), new Header("X-Stainless-Lang", "java"),
                new Header("Accept", "application/json"), new Header("accept-encoding", "identity"),
                new Header("authorization", "Bearer sk-openai"));
    }

    @Test
    void addsTheQueryThatTheProviderWants() {
        assertThat(attempt(Requests.chat("{\"model\":\"deployed\"}").query("api-version", "x").standalone()).uri())
            .hasToString("https://acme.openai.azure.com/openai/deployments/mine/chat/completions"
                    + "?api-version=2024-10-21");
        assertThat(attempt(Requests.post("/v1/messages", "{\"model\":\"claude\",\"max_tokens\":1}")
            .query("beta", "true")
            .query("model", "x")
            .standalone()).uri()).hasToString("https://api.anthropic.com/v1/messages?beta=true");
    }

    @ParameterizedTest
    @CsvSource({ "Authorization, Bearer sk-caller", "Cookie, session=1", "X-Api-Key, sk-caller",
            "Connection, keep-alive", "Transfer-Encoding, chunked", "Host, elsewhere.test", "Content-Length, 1",
            "Expect, 100-continue", "Accept-Encoding, gzip", "X-Consumer-Username, bob", "LlmUpstream, elsewhere",
            "X-Acme-Custom-Host, elsewhere.test", "X-Forwarded-For, 10.0.0.1", "OpenAI-Organization, org-theirs",
            "TE, trailers", "Upgrade, h2c", "X-Portkey-Config, x" })
    void S4_B12_whatIsTheCallersOwnOrTheConnectionsIsNotForwarded(String name, String value) {
        Requests request = Requests.chat("{\"model\":\"gpt-4o\"}").header(name, value).standalone();

        assertThat(attempt(request).headers().all(name)).doesNotContain(value);
    }

    @Test
    void aHeaderThatTheConnectionHeaderNamesIsNotForwarded() {
        Requests request = Requests.chat("{\"model\":\"gpt-4o\"}")
            .header("Connection", "close, X-Hop")
            .header("X-Hop", "1")
            .header("X-End", "1")
            .standalone();

        assertThat(attempt(request).headers().contains("X-Hop")).isFalse();
        assertThat(attempt(request).headers().contains("X-End")).isTrue();
    }

    @Test
    void B8_amongManyHeadersTheHostileOneIsFoundWhereverItStands() {
        Requests request = Requests.chat("{\"model\":\"gpt-4o\"}").standalone();
        for (int i = 0; i < 149; i++) {
            request.header("X-Filler-" + i, "x");
        }
        request.header("x-goog-api-key", "theirs");

        assertThat(attempt(request).headers().contains("x-goog-api-key")).isFalse();
    }

    @Test
    void S1_aPlanPrintsWithoutTheKey() {
        assertThat(List.of(relay(Requests.chat(STREAM)).plan(), relay(Requests.chat(STREAM)))).asString()
            .doesNotContain("sk-openai");
    }

    private UpstreamRequest attempt(Requests request) {
        return request(relay(request));
    }

    private static UpstreamRequest request(Decision.Relay relay) {
        if (relay.plan().attempts().getFirst().prepare(OptionalLong.empty()) instanceof Prepared.Ready ready) {
            return ready.request();
        }
        throw new AssertionError("refused");
    }

    private static String body(Decision.Relay relay) {
        return new String(request(relay).body(), StandardCharsets.UTF_8);
    }

    private Decision.Relay relay(Requests request) {
        return relay(this.router, request);
    }

    private Decision.Relay relay(Router decider, Requests request) {
        if (decider.decide(request.read(), this.table) instanceof Decision.Relay relay) {
            return relay;
        }
        throw new AssertionError("not relayed");
    }

}
