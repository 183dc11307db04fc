package llmgateway.route.filter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import io.github.api7.A6.HTTPReqCall.Req;
import llmgateway.core.call.Call;
import llmgateway.core.call.Caller;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.trace.CallTracing;
import llmgateway.core.upstream.PlannedAttempt.Prepared;
import llmgateway.core.money.Money;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.route.balance.Observations;
import llmgateway.route.balance.TargetLatency;
import llmgateway.route.balance.TargetLoad;
import llmgateway.route.health.WhenAllCoolDown;
import llmgateway.core.upstream.Routed;
import llmgateway.dialect.request.CallReader;
import llmgateway.dialect.request.RequestLimits;
import llmgateway.document.DocumentFiles;
import llmgateway.dialect.translation.Translations;
import llmgateway.route.catalogue.CatalogueReader;
import llmgateway.route.credential.KeyLoader;
import llmgateway.route.decision.Router;
import llmgateway.route.live.LiveRoutingTable;
import llmgateway.route.settings.SettingsCache;
import llmgateway.route.settings.SettingsReader;
import llmgateway.route.table.RoutingTableBuilder;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LlmRouteFilterTest {

    private static final Headers JSON = Headers.of(new Header("content-type", "application/json"));

    private static final Map<String, String> ALICE = Map.of("consumer_name", "alice", "route_id", "llm");

    private final List<HttpRequest> passedOn = new ArrayList<>();

    @TempDir
    private Path folder;

    private LlmRouteFilter filter;

    @BeforeEach
    void startFilter() throws IOException {
        Path catalogue = Files.writeString(this.folder.resolve("catalogue.yaml"), """
                providers:
                  acme: {dialect: openai, base_url: "https://acme.test/v1", auth: none}
                models:
                  gpt-4o: {targets: [{provider: acme}]}
                """);
        KeyLoader noKeys = new KeyLoader((variable) -> Optional.empty());
        LiveRoutingTable table = new LiveRoutingTable(
                new DocumentFiles(CatalogueReader.SHIPPED, false, List.of(catalogue)),
                new RoutingTableBuilder(noKeys, InstantSource.system()));
        Observations observed = new Observations((target) -> Optional.empty(), new TargetLoad(),
                new TargetLatency(System::nanoTime), (model, target, input, output) -> Money.ZERO);
        Router router = new Router(observed, (target) -> Optional.empty(),
                new Router.Setup("llm-relay", Optional.empty(), WhenAllCoolDown.REFUSE), new Random(1), new Random(2),
                Translations.all(InstantSource.system()), (model, target) -> OptionalLong.empty());
        this.filter = new LlmRouteFilter(new SettingsCache(new SettingsReader()),
                new CallReader(RequestLimits.defaults()), router, table, CallTracing.NONE);
    }

    @Test
    void leavesTheCallItsTicketAndTargetForLaterPlugins() {
        RecordedExchange exchange = call(chat("{\"model\":\"gpt-4o\"}"));

        assertThat(exchange.find(Call.class).orElseThrow().caller())
            .isEqualTo(new Caller(Optional.of("alice"), Optional.empty(), Optional.of("llm")));
        assertThat(exchange.find(Routed.class)).isPresent();
        assertThat(exchange.find(Routed.class).orElseThrow().target().provider()).isEqualTo("acme");
        assertThat(exchange.find(RelayPlan.class)).isEmpty();
        assertThat(exchange.rewrites).hasSize(1);
        assertThat(exchange.responses).isEmpty();
        assertThat(this.passedOn).containsExactly(exchange);
    }

    @Test
    void leavesThePlanOfARelayedCall() {
        RecordedExchange exchange = call(chat("{\"model\":\"gpt-4o\",\"stream\":true}"));

        assertThat(exchange.find(RelayPlan.class)).isPresent();
        assertThat(exchange.rewrites.getFirst().path()).hasValue("/relay");
        assertThat(this.passedOn).containsExactly(exchange);
    }

    @Test
    void E5_limitsTheOutputOfACallThatTheGatewayProxies() {
        RecordedExchange exchange = call(chat("{\"model\":\"gpt-4o\"}"));

        exchange.find(Routed.class).orElseThrow().outputLimit().orElseThrow().write(7);

        assertThat(exchange.rewrites).hasSize(2);
        assertThat(exchange.rewrites.getLast().body().orElseThrow()).asString(StandardCharsets.UTF_8)
            .isEqualTo("{\"max_tokens\":7,\"model\":\"gpt-4o\"}");
        assertThat(exchange.rewrites.getLast().path()).isEmpty();
    }

    @Test
    void sendsNoBodyAgainThatIsWithinTheLimit() {
        RecordedExchange exchange = call(chat("{\"model\":\"gpt-4o\",\"max_tokens\":5}"));

        exchange.find(Routed.class).orElseThrow().outputLimit().orElseThrow().write(7);

        assertThat(exchange.rewrites).hasSize(1);
    }

    @Test
    void E5_limitsTheOutputOfARelayedCallAndKeepsItsOtherEdits() {
        RecordedExchange exchange = call(chat("{\"model\":\"gpt-4o\",\"stream\":true,\"max_tokens\":900}"));

        exchange.find(Routed.class).orElseThrow().outputLimit().orElseThrow().write(7);
        exchange.find(Routed.class).orElseThrow().outputLimit().orElseThrow().write(8);

        RelayPlan plan = exchange.find(RelayPlan.class).orElseThrow();
        assertThat(plan.attempts()).singleElement()
            .satisfies(
                    (attempt) -> assertThat(body(attempt.prepare(plan.outputLimit()))).asString(StandardCharsets.UTF_8)
                        .isEqualTo("{\"stream_options\":{\"include_usage\":true},\"model\":\"gpt-4o\",\"stream\":true,"
                                + "\"max_tokens\":8}"));
    }

    private static byte[] body(Prepared prepared) {
        if (prepared instanceof Prepared.Ready ready) {
            return ready.request().body();
        }
        throw new AssertionError("refused");
    }

    @Test
    void knowsNoOutputLimitOfEmbeddings() {
        RecordedExchange exchange = call(
                new RecordedExchange("", "POST", "/v1/embeddings", JSON, "{\"model\":\"gpt-4o\"}", ALICE));

        assertThat(exchange.find(Routed.class).orElseThrow().outputLimit()).isEmpty();
    }

    @Test
    void asksTheGatewayOnceAndForNoBodyWhereThereIsNone() {
        assertThat(call(chat("{\"model\":\"gpt-4o\"}")).fetches)
            .containsExactly("[consumer_group_id, consumer_name, route_id] and body");
        assertThat(call(new RecordedExchange("", "GET", "/v1/models", Headers.NONE, "", ALICE)).fetches)
            .containsExactly("[consumer_group_id, consumer_name, route_id]");
        assertThat(this.filter.requiredVars()).isEmpty();
        assertThat(this.filter.requiredBody()).isFalse();
    }

    @Test
    void answersTheListOfModelsItself() {
        RecordedExchange exchange = call(new RecordedExchange("", "GET", "/v1/models", Headers.NONE, "", ALICE));

        assertThat(exchange.answer()).contains("\"gpt-4o\"");
        assertThat(exchange.responses.getFirst().headers().first("x-llm-call-id")).hasValue(exchange.callId().value());
        assertThat(this.passedOn).isEmpty();
    }

    @Test
    void E12_anEndpointThatNobodyListedIsRefusedInTheLikelyDialectWithoutAskingTheGateway() {
        RecordedExchange openAi = call(new RecordedExchange("", "POST", "/v1/files", JSON, "", ALICE));
        RecordedExchange anthropic = call(new RecordedExchange("", "POST", "/v1/messages/batches",
                JSON.with("anthropic-version", "2023-06-01"), "", ALICE));

        assertThat(openAi.responses.getFirst().status()).isEqualTo(404);
        assertThat(openAi.answer()).startsWith("{\"error\":");
        assertThat(anthropic.responses.getFirst().status()).isEqualTo(404);
        assertThat(anthropic.answer()).startsWith("{\"type\":\"error\"");
        assertThat(openAi.fetches).isEmpty();
        assertThat(this.passedOn).isEmpty();
    }

    @Test
    void aWrongMethodIsRefused() {
        assertThat(call(new RecordedExchange("", "GET", "/v1/chat/completions", JSON, "", ALICE)).responses.getFirst()
            .status()).isEqualTo(405);
    }

    @Test
    void B1_aBodyThatIsRefusedGoesNowhere() {
        RecordedExchange exchange = call(chat("{\"model\":\"gpt-4o\",\"\\u006dodel\":\"gpt-5\"}"));

        assertThat(exchange.responses.getFirst().status()).isEqualTo(400);
        assertThat(exchange.rewrites).isEmpty();
        assertThat(exchange.find(Call.class)).isEmpty();
        assertThat(this.passedOn).isEmpty();
    }

    @Test
    void B11_aLineBreakInAModelOrHeaderIsRefused() {
        RecordedExchange model = call(chat("{\"model\":\"gpt-4o\\r\\nx: y\"}"));
        RecordedExchange header = call(new RecordedExchange("", "POST", "/v1/chat/completions",
                JSON.with("x-note", "a\r\nb: c"), "{\"model\":\"gpt-4o\"}", ALICE));

        assertThat(model.responses.getFirst().status()).isEqualTo(400);
        assertThat(header.responses.getFirst().status()).isEqualTo(400);
        assertThat(this.passedOn).isEmpty();
    }

    @Test
    void E1_theCallerIsWhomTheGatewayAuthenticatedNotWhomTheClientNames() {
        RecordedExchange exchange = call(
                new RecordedExchange("", "POST", "/v1/chat/completions", JSON.with("X-Consumer-Username", "bob"),
                        "{\"model\":\"gpt-4o\",\"user\":\"bob\"}", Map.of("consumer_name", "alice")));

        assertThat(exchange.find(Call.class).orElseThrow().caller().consumer()).hasValue("alice");
    }

    @Test
    void E2_tagsOfTheOperatorComeBeforeTheClientsAndChooseNobodysBudget() {
        RecordedExchange exchange = call(
                new RecordedExchange("{\"tags\": [\"batch\", \"blue\"]}", "POST", "/v1/chat/completions", JSON, """
                        {"model":"gpt-4o","metadata":{"tags":["green","batch","c3","c4","c5","c6","c7","c8"]}}""",
                        ALICE));

        Call call = exchange.find(Call.class).orElseThrow();
        assertThat(call.labels().tags()).containsExactly("batch", "blue", "green", "c3", "c4", "c5", "c6", "c7");
        assertThat(call.caller().consumer()).hasValue("alice");
        assertThat(this.filter.problemsOf("{\"tags\": [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]}"))
            .containsExactly("settings:1: tags: has more than 8 tags");
    }

    @Test
    void P16_settingsWithAProblemRefuseEveryCallAndAreToldToTheOperator() {
        RecordedExchange exchange = call(new RecordedExchange("{\"modells\": []}", "POST", "/v1/chat/completions", JSON,
                "{\"model\":\"gpt-4o\"}", ALICE));

        assertThat(exchange.responses.getFirst().status()).isEqualTo(500);
        assertThat(this.passedOn).isEmpty();
        assertThat(this.filter.problemsOf("{\"modells\": []}"))
            .containsExactly("settings:1: modells: is no known field; did you mean 'models'?");
        assertThat(this.filter.problemsOf("{}")).isEmpty();
    }

    @Test
    void needsARunnerThatGivesExchanges() {
        assertThatIllegalStateException().isThrownBy(() -> this.filter.filter(new HttpRequest(new Req()),
                new HttpResponse(1), new PluginFilterChain(List.of())));
    }

    private static RecordedExchange chat(String json) {
        return new RecordedExchange("", "POST", "/v1/chat/completions", JSON, json, ALICE);
    }

    private RecordedExchange call(RecordedExchange exchange) {
        PluginFilterChain chain = new PluginFilterChain(List.of(new NextFilter()));
        this.filter.filter(exchange, new HttpResponse(1), chain);
        return exchange;
    }

    private final class NextFilter implements PluginFilter {

        @Override
        public String name() {
            return "next";
        }

        @Override
        public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
            LlmRouteFilterTest.this.passedOn.add(request);
        }

    }

}
