package llmgateway.e2e.budget;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import llmgateway.core.ledger.LedgerRecord;
import llmgateway.e2e.runner.RunnerProcess;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each fault at the first target, which the second makes good, and at the second after
 * the first has refused: what the client gets, how many attempts there were, and what the
 * ledger says of each (docs/relay.md).
 */
class FaultMatrixTest {

    private static final String BUDGET = """
            {"limits":{"cap":{"limit_by":"consumer","usd":1000,"per":"total"}}}""";

    /** The first of two targets takes all calls but one in a million. */
    private static final String MODEL = """
              "%s":
                targets: [{provider: %s, model: "%s", weight: 1000000}, {provider: %s, model: "%s"}]
            """;

    @TempDir
    private static Path directory;

    private static RedisNode redis;

    private static Simulator provider;

    private static GatewayClient client;

    private static StandaloneGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisNode.start(directory);
        provider = Simulator.start(SimulatorConfig.defaults());
        client = new GatewayClient();
        GatewaySettings settings = GatewaySettings.of(directory, provider, redis, BUDGET);
        Path key = directory.resolve("provider.key");
        Path catalogue = Files.writeString(directory.resolve("faults.yaml"), catalogue(key));
        Path prices = Files.writeString(directory.resolve("fault-prices.yaml"), """
                models:
                  "first-*": {input: 100, output: 100, context_window: 100000, max_output_tokens: 1000}
                  "second-*": {input: 100, output: 100, context_window: 100000, max_output_tokens: 1000}
                """);
        gateway = StandaloneGateway.start(settings.with("llm.catalogue.file=" + catalogue, "llm.prices.file=" + prices,
                "llm.standalone.plugins[0].settings={\"attempts\":2}", "llm.upstream.first-byte-timeout=1s"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        client.close();
        provider.close();
        redis.close();
    }

    private static String catalogue(Path key) throws IOException {
        StringBuilder yaml = new StringBuilder("""
                providers:
                  sim:
                    dialect: openai
                    base_url: %1$s/openai/v1
                    keys: ["file:%2$s"]
                  gone:
                    dialect: openai
                    base_url: http://127.0.0.1:%3$d/v1
                    keys: ["file:%2$s"]
                models:
                """.formatted(provider.baseUri(), key, RunnerProcess.freePort()));
        for (Case each : cases().toList()) {
            String at = (each.fault() == Fault.UNREACHABLE) ? "gone" : "sim";
            yaml.append(each.first() ? MODEL.formatted(each.model(), at, each.target(), "sim", "good") : MODEL
                .formatted(each.model(), "sim", "sim-fault-status-503,words=" + each.number(), at, each.target()));
        }
        return yaml.toString();
    }

    static Stream<Case> cases() {
        return Stream.of(Fault.values())
            .flatMap((fault) -> Stream.of(true, false)
                .flatMap((first) -> Stream.of(true, false)
                    .filter((stream) -> fault.concerns(stream))
                    .map((stream) -> new Case(fault, first, stream))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void U1_U2_U3_U4_U5_U7_aFaultEndsAsDocumented(Case each) {
        HttpResponse<String> answer = client.chat(gateway.uri(),
                GatewayClient.chat(each.model(), "\"max_tokens\":50,\"stream\":" + each.stream()));
        gateway.books().awaitNothingOpen();

        assertThat(answer.headers().firstValue("x-llm-attempts")).contains("2");
        List<LedgerRecord> ledger = ledger(answer);
        if (each.first()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("simulator");
            assertThat(ledger.getLast().entry().fields()).containsEntry("outcome", "answered")
                .containsEntry("status", "200")
                .containsEntry("attempts", "2");
            assertThat(ledger.getLast().charge().nanos()).isPositive();
            assertFaulty(each.fault(), ledger.subList(0, ledger.size() - 1));
        }
        else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(each.fault().told);
            assertThat(answer.body()).contains("\"error\"");
            assertThat(ledger.getFirst().entry().fields()).containsEntry("status", "503");
            assertThat(ledger.getFirst().charge().isZero()).isTrue();
            if (each.fault() != Fault.ERROR_EVENT) {
                assertFaulty(each.fault(), ledger.subList(1, ledger.size()));
            }
        }
        assertThat(gateway.books().limit("cap").held()).isZero();
    }

    private static void assertFaulty(Fault fault, List<LedgerRecord> entries) {
        switch (fault.charged) {
            case RELEASED -> assertThat(entries).isEmpty();
            case NOTHING ->
                assertThat(entries).singleElement().satisfies((entry) -> assertThat(entry.charge().isZero()).isTrue());
            case RESERVED -> assertThat(entries).singleElement()
                .satisfies((entry) -> assertThat(entry.charge()).isEqualTo(entry.held())
                    .matches((charge) -> !charge.isZero()));
        }
        entries.forEach((entry) -> assertThat(entry.entry().fields()).containsEntry("outcome", fault.outcome));
    }

    /** The entries of the call, in order. */
    private static List<LedgerRecord> ledger(HttpResponse<String> answer) {
        String call = answer.headers().firstValue("x-llm-call-id").orElseThrow();
        return gateway.books()
            .ledger()
            .stream()
            .filter((entry) -> call.equals(entry.entry().fields().get("call_id")))
            .toList();
    }

    /** What an attempt that may have run, or not, is charged. */
    private enum Charged {

        /** It never was sent: no entry. */
        RELEASED,

        /** The provider refused or failed: an entry at nothing. */
        NOTHING,

        /** It may have run: what it reserved. */
        RESERVED

    }

    /** What goes wrong. */
    private enum Fault {

        UNREACHABLE("good", 502, Charged.RELEASED, "unreachable"),

        RATE_LIMIT("sim-fault-status=429", 429, Charged.NOTHING, "answered"),

        CONFLICT("sim-fault-status=409", 409, Charged.NOTHING, "answered"),

        SERVER_ERROR("sim-fault-status=500", 500, Charged.NOTHING, "answered"),

        OVERLOADED("sim-fault-status=529", 529, Charged.NOTHING, "answered"),

        KEY_REFUSED("sim-fault-status=401", 401, Charged.NOTHING, "answered"),

        RESET("sim-fault-reset", 502, Charged.RESERVED, "broken"),

        NO_ANSWER("sim-fault-no-answer", 504, Charged.RESERVED, "timed_out"),

        PAGE("sim-fault-html-200", 502, Charged.RESERVED, "broken"),

        TRUNCATED("sim-fault-truncated-json", 502, Charged.RESERVED, "broken"),

        /** Told as it is where nothing may follow it. */
        ERROR_EVENT("sim-fault-error-event=1", 200, Charged.RESERVED, "broken");

        private final String target;

        private final int told;

        private final Charged charged;

        private final String outcome;

        Fault(String target, int told, Charged charged, String outcome) {
            this.target = target;
            this.told = told;
            this.charged = charged;
            this.outcome = outcome;
        }

        boolean concerns(boolean stream) {
            return switch (this) {
                case TRUNCATED -> !stream;
                case ERROR_EVENT -> stream;
                default -> true;
            };
        }

    }

    /**
     * @param first whether the first target has it, and not the second
     */
    record Case(Fault fault, boolean first, boolean stream) {

        String model() {
            return (this.first ? "first-" : "second-") + this.fault.name().toLowerCase(Locale.ROOT)
                    + (this.stream ? "-stream" : "-plain");
        }

        /** Another target for each case, so that none cools down for the next. */
        String target() {
            String target = this.fault.target;
            return target.startsWith("sim-fault") ? target + ",words=" + number() : target;
        }

        int number() {
            return 3 + 4 * this.fault.ordinal() + (this.first ? 0 : 2) + (this.stream ? 1 : 0);
        }

        @Override
        public String toString() {
            return this.model();
        }

    }

}
