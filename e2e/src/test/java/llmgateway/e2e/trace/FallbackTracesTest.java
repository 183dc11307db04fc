package llmgateway.e2e.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.opentelemetry.proto.common.v1.AnyValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a collector is told of calls that fall back to another target. */
class FallbackTracesTest {

    private static final String FAILING = "sim-fault-status-500";

    /** Is not asked again. */
    private static final String UNKNOWN = "sim-fault-status-404";

    private static final String FALLBACK = "claude-test";

    /** Of the fallback, 800 tokens. */
    private static final String BUDGET = """
            {"limits":{"fallback":{"limit_by":"consumer","models":["claude-test"],"usd":0.08,"per":"total"}}}""";

    private static CollectorDouble collector;

    private static TracedGateway gateway;

    private final GenAiConventions conventions = new GenAiConventions();

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        collector = new CollectorDouble();
        gateway = new TracedGateway(directory, "llm.traces.endpoint=" + collector.uri("traces"),
                "llm.standalone.plugins[0].settings={\"fallback_models\":[\"" + FALLBACK + "\"],\"attempts\":2}",
                "llm.standalone.plugins[1].settings=" + BUDGET);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        collector.close();
    }

    @Test
    void aFallbackIsOneSpanOfTheCallAndOneOfEachAttempt() {
        ReceivedSpan call = call(chat(FAILING));
        ReceivedSpan failed = attemptOf(call, FAILING);
        ReceivedSpan answered = attemptOf(call, FALLBACK);

        List.of(call, failed, answered).forEach(this.conventions::check);
        assertThat(call.number("llm.attempts")).isEqualTo(2);
        assertThat(call.number("http.response.status_code")).isEqualTo(200);
        assertThat(call.text("gen_ai.request.model")).isEqualTo(FAILING);
        assertThat(call.text("llm.model")).isEqualTo(FALLBACK);
        assertThat(call.text("llm.provider")).isEqualTo("sim-anthropic");
        assertThat(call.attribute("error.type")).isEmpty();
        assertThat(failed.number("http.response.status_code")).isEqualTo(500);
        assertThat(failed.text("error.type")).isEqualTo("500");
        assertThat(failed.attribute("gen_ai.usage.output_tokens")).isEmpty();
        assertThat(answered.number("http.response.status_code")).isEqualTo(200);
        assertThat(answered.text("gen_ai.provider.name")).isEqualTo("sim-anthropic");
        for (ReceivedSpan span : List.of(call, answered)) {
            assertThat(span.number("gen_ai.usage.output_tokens")).isPositive();
            assertThat(span.text("gen_ai.response.id")).startsWith("msg_");
            assertThat(span.attribute("gen_ai.response.finish_reasons").map(AnyValue::getArrayValue))
                .hasValueSatisfying((reasons) -> assertThat(reasons.getValuesList()).singleElement()
                    .satisfies((reason) -> assertThat(reason.getStringValue()).isEqualTo("end_turn")));
        }
        assertThat(answered.span().getStartTimeUnixNano()).isGreaterThanOrEqualTo(failed.span().getEndTimeUnixNano());
        assertThat(answered.span().getEndTimeUnixNano()).isLessThanOrEqualTo(call.span().getEndTimeUnixNano());
    }

    @Test
    void aCallWhoseFallbackTheBudgetRefusesEndsWithTheAttemptThatWasMade() {
        ReceivedSpan call = call(chat(UNKNOWN).replace("20", "900"));
        ReceivedSpan failed = attemptOf(call, UNKNOWN);

        this.conventions.check(call);
        this.conventions.check(failed);
        assertThat(call.number("llm.attempts")).isOne();
        assertThat(call.number("http.response.status_code")).isEqualTo(404);
        assertThat(call.text("error.type")).isEqualTo("404");
        assertThat(call.text("llm.model")).isEqualTo(UNKNOWN);
    }

    @Test
    void aStreamWhoseFallbackCannotBeCoveredEndsWithTheAttemptThatWasMade() {
        ReceivedSpan call = call(chat(UNKNOWN).replace("20", "900")
            .replace("{\"model\"", "{\"stream\":true,\"reasoning_effort\":\"low\",\"model\""));
        ReceivedSpan failed = attemptOf(call, UNKNOWN);

        this.conventions.check(call);
        this.conventions.check(failed);
        assertThat(call.number("llm.attempts")).isOne();
        assertThat(call.text("error.type")).isEqualTo("404");
        assertThat(call.text("llm.model")).isEqualTo(UNKNOWN);
    }

    private static ReceivedSpan call(String body) {
        String id = gateway.standalone(body).headers().firstValue("x-llm-call-id").orElseThrow();
        return collector.span((span) -> span.isCall() && span.text("llm.call.id").equals(id));
    }

    private static ReceivedSpan attemptOf(ReceivedSpan call, String model) {
        return collector.span((span) -> !span.isCall() && span.parentSpanId().equals(call.spanId())
                && span.text("gen_ai.request.model").equals(model));
    }

    private static String chat(String model) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

}
