package llmgateway.runner.management;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;

import llmgateway.budget.admission.Admittance;
import llmgateway.budget.admission.Admitter;
import llmgateway.budget.admission.CallFacts;
import llmgateway.budget.filter.LimitsCache;
import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.price.Price;
import llmgateway.core.price.Rates;
import llmgateway.core.prompt.Prompt;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.Routed;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.route.health.TargetHealth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class LimitsManagementTest {

    private static final Random RANDOM = new Random(20261124);

    private static final Price ONE_USD_A_TOKEN = Price
        .of(new Rates(Map.of(Meter.INPUT_TOKENS, 1_000_000_000_000_000L)));

    @TempDir
    static Path directory;

    private static ManagedRunner runner;

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    @Timeout(120)
    static void start() throws Exception {
        Path limits = Files.writeString(directory.resolve("limits.yaml"), """
                limits:
                  budget: {limit_by: consumer, usd: 10, per: month}
                  calls: {limit_by: consumer, requests: 5, per: day}
                  parallel: {limit_by: consumer, concurrent_calls: 3}
                """);
        runner = new ManagedRunner(directory, "--llm.budget.file=" + limits);
    }

    @AfterAll
    static void stop() {
        runner.close();
    }

    @Test
    void showsWhatIsLeftOfEveryLimitOfASubject() throws Exception {
        admit("ann", 4);

        JsonNode limits = this.json.readTree(runner.get("/admin/limits?consumer=ann").body()).get("limits");

        assertThat(limits).hasSize(3);
        assertThat(limits.get(0).toString()).contains("\"name\":\"budget\"", "\"unit\":\"usd\"", "\"allowed\":10",
                "\"used\":0", "\"held\":4", "\"left\":6", "\"resetsAt\":");
        assertThat(limits.get(1).toString()).contains("\"name\":\"calls\"", "\"allowed\":5", "\"left\":4",
                "\"fullIn\":");
        assertThat(limits.get(2).toString()).contains("\"name\":\"parallel\"", "\"held\":1", "\"left\":2");
        assertThat(this.json.readTree(runner.get("/admin/limits?consumer=other").body())
            .get("limits")
            .get(0)
            .get("held")
            .asInt()).isZero();
    }

    @Test
    void listsTheBudgetsOfAllWhoCalled() throws Exception {
        admit("fay", 10);
        admit("gus", 1);

        JsonNode list = this.json.readTree(runner.get("/admin/budgets?limit=1000").body());

        assertThat(list.get("known").asInt()).isEqualTo(list.get("budgets").size());
        assertThat(list.get("budgets").get(0).get("left").asInt()).isZero();
        JsonNode fay = list.get("budgets")
            .valueStream()
            .filter((budget) -> budget.get("account").asString().equals("budget:month:consumer:fay"))
            .findFirst()
            .orElseThrow();
        assertThat(fay.toString()).startsWith("{\"name\":\"budget\",\"limitBy\":\"consumer\",\"subject\":\"fay\",")
            .contains("\"per\":\"month\",\"unit\":\"usd\",", "\"spentInLastHour\":0");
        assertThat(fay.get("held").asInt()).isEqualTo(10);
        assertThat(list.toString()).contains("budget:month:consumer:gus", "calls:requests:consumer:gus");
        assertThat(this.json.readTree(runner.get("/admin/budgets?limit=1").body()).get("budgets")).hasSize(1);
    }

    @Test
    void aTopUpCountsOnceForItsId() throws Exception {
        String topUp = "{\"amount\": 5.5, \"id\": \"t-1\", \"note\": \"launch\"}";

        runner.send("POST", "/admin/limits/budget/top-up?consumer=bea", topUp);
        HttpResponse<String> again = runner.send("POST", "/admin/limits/budget/top-up?consumer=bea", topUp);

        assertThat(this.json.readTree(again.body()).get("allowed").decimalValue()).isEqualByComparingTo("15.5");
        assertThat(admit("bea", 15)).isInstanceOf(Admittance.Admitted.class);
    }

    @Test
    void aResetFillsTheBucket() throws Exception {
        admit("cleo", 1);

        HttpResponse<String> reset = runner.send("POST", "/admin/limits/calls/reset?consumer=cleo", "");

        assertThat(this.json.readTree(reset.body()).get("left").asInt()).isEqualTo(5);
    }

    @Test
    void anOverrideHoldsUntilItIsEnded() throws Exception {
        String until = Instant.now().plus(Duration.ofHours(1)).toString();

        HttpResponse<String> set = runner.send("PUT", "/admin/limits/budget/override?consumer=dan",
                "{\"amount\": 20, \"until\": \"" + until + "\"}");
        assertThat(this.json.readTree(set.body()).get("allowed").asInt()).isEqualTo(20);
        assertThat(this.json.readTree(set.body()).get("overriddenUntil").asString("")).isEqualTo(until);
        assertThat(admit("dan", 15)).isInstanceOf(Admittance.Admitted.class);

        HttpResponse<String> ended = runner.send("DELETE", "/admin/limits/budget/override?consumer=dan", "");
        assertThat(this.json.readTree(ended.body()).get("allowed").asInt()).isEqualTo(10);
        assertThat(admit("dan", 1)).isInstanceOf(Admittance.Refused.class);
    }

    @Test
    void listsCallsUnderWayWithoutTheirTickets() throws Exception {
        Admittance.Admitted admitted = (Admittance.Admitted) admit("eve", 2);

        String tickets = runner.get("/admin/tickets?limit=1000").body();

        assertThat(tickets).contains(admitted.call().callId().value(), "\"consumer\":\"eve\"", "\"heldUsd\":2")
            .doesNotContain(admitted.call().ticket().value());
    }

    @Test
    void showsTargetsThatCoolDownAndLetsThemBeAskedAgain() throws Exception {
        Target target = new Target("acme", Dialect.OPENAI, new RequestModel("ill"));
        runner.bean(TargetHealth.class)
            .attemptEnded(new Attempted(target, Optional.empty(), true), new AttemptEnd(
                    new AttemptOutcome.Answered(503), Optional.of(Duration.ofMinutes(2)), Optional.empty()));

        assertThat(runner.get("/admin/targets").body()).contains("\"provider\":\"acme\"", "\"model\":\"ill\"",
                "\"state\":\"open\"", "\"cause\":\"retry_after\"", "\"secondsLeft\":120");
        assertThat(runner.send("POST", "/admin/targets/close?provider=acme&model=ill", "").statusCode()).isEqualTo(200);
        assertThat(runner.get("/admin/targets").body()).contains("\"state\":\"closed\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "POST | /admin/limits/nothing/reset?consumer=x | {} | 404 | limit_not_found",
            "POST | /admin/limits/budget/top-up?consumer=x | {\"amount\": 0.0000000001} | 400 | invalid_amount",
            "POST | /admin/limits/budget/top-up?consumer=x | {\"amount\": -1} | 400 | invalid_amount",
            "POST | /admin/limits/calls/top-up?consumer=x | {\"amount\": 1.5} | 400 | invalid_amount",
            "POST | /admin/limits/budget/top-up?consumer=x | {} | 400 | invalid_amount",
            "POST | /admin/limits/budget/top-up?consumer=x | nonsense | 400 | bad_request",
            "PUT | /admin/limits/calls/override?consumer=x | {\"amount\": 0, \"until\": \"2030-01-01T00:00:00Z\"} | 400 | invalid_amount",
            "PUT | /admin/limits/calls/override?consumer=x | {\"amount\": 7} | 400 | invalid_override",
            "POST | /admin/targets/close?provider=x&model=y | '' | 404 | target_not_found",
            "GET | /admin/budgets?limit=1001 | '' | 400 | invalid_parameter",
            "GET | /admin/tickets?limit=0 | '' | 400 | invalid_parameter" })
    void saysWhatCannotBeDone(String method, String path, String body, int status, String code) throws Exception {
        HttpResponse<String> answer = runner.send(method, path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void theOpenApiDocumentHasEveryEndpointAndNoOther() throws Exception {
        JsonNode document = new YAMLMapper().readTree(runner.get("/admin/openapi.yaml").body());
        TreeSet<String> described = new TreeSet<>();
        document.get("paths")
            .properties()
            .forEach((path) -> path.getValue()
                .propertyNames()
                .forEach((method) -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        TreeSet<String> served = new TreeSet<>();
        runner.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods()
            .keySet()
            .forEach((mapping) -> mapping.getPatternValues()
                .forEach((path) -> mapping.getMethodsCondition()
                    .getMethods()
                    .forEach((method) -> served.add(method + " " + path))));
        served.removeIf((endpoint) -> !endpoint.contains("/admin"));

        assertThat(served).isEqualTo(described);
    }

    /** Asks for so many US dollars. */
    private static Admittance admit(String consumer, long usd) {
        Call call = new Call(CallId.random(RANDOM),
                new Caller(Optional.of(consumer), Optional.empty(), Optional.empty()), Endpoint.CHAT_COMPLETIONS,
                Optional.empty(), false, OptionalLong.empty(), 1, Optional.empty(), Call.Labels.NONE);
        Routed routed = new Routed(Ticket.random(RANDOM), new CatalogueModel("m"),
                new Target("p", Dialect.OPENAI, new RequestModel("m")), Optional.empty(), Prompt.NONE, Optional.empty(),
                Way.DIRECT, new ServerAddress("api.openai.com", 443), Optional.empty());
        ModelTerms terms = new ModelTerms(ONE_USD_A_TOKEN, ModelTerms.Priced.LISTED, OptionalLong.empty(),
                OptionalLong.empty(), Optional.empty());
        return runner.bean(Admitter.class)
            .admit(new CallFacts(call, routed, terms, Usage.ofTokens(usd, 0), Instant.now()),
                    runner.bean(LimitsCache.class).defaults());
    }

}
