package llmgateway.e2e.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a collector is told of a call of whose two attempts one is lost. */
class HedgedTracesTest {

    private static final String SILENT = "sim-fault-no-answer";

    private static final String HEDGE = "claude-test";

    private final GenAiConventions conventions = new GenAiConventions();

    @Test
    void aHedgedCallIsOneSpanAndOneOfEachAttempt(@TempDir Path directory) throws IOException {
        try (CollectorDouble collector = new CollectorDouble();
                TracedGateway gateway = new TracedGateway(directory, "llm.traces.endpoint=" + collector.uri("traces"),
                        "llm.standalone.plugins[0].settings={\"fallback_models\":[\"" + HEDGE
                                + "\"],\"attempts\":{\"hedge_after\":\"50ms\"}}")) {
            String id = gateway
                .standalone("{\"model\":\"" + SILENT
                        + "\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .headers()
                .firstValue("x-llm-call-id")
                .orElseThrow();
            ReceivedSpan call = collector.span((span) -> span.isCall() && span.text("llm.call.id").equals(id));
            ReceivedSpan lost = attemptOf(collector, call, SILENT);
            ReceivedSpan answered = attemptOf(collector, call, HEDGE);

            List.of(call, lost, answered).forEach(this.conventions::check);
            assertThat(collector.spans()).hasSize(3);
            assertThat(call.number("llm.attempts")).isEqualTo(2);
            assertThat(call.text("llm.model")).isEqualTo(HEDGE);
            assertThat(call.number("http.response.status_code")).isEqualTo(200);
            assertThat(call.attribute("error.type")).isEmpty();
            assertThat(lost.text("error.type")).isEqualTo("hedge_lost");
            assertThat(answered.attribute("error.type")).isEmpty();
            assertThat(call.span().getStartTimeUnixNano()).isLessThanOrEqualTo(lost.span().getStartTimeUnixNano());
            assertThat(lost.span().getStartTimeUnixNano()).isLessThan(answered.span().getStartTimeUnixNano());
            assertThat(answered.span().getStartTimeUnixNano()).as("side by side")
                .isLessThan(lost.span().getEndTimeUnixNano());
            assertThat(gateway.prometheus()).contains("llm_gateway_hedges_started_total")
                .contains("llm_gateway_hedges_won_total");
        }
    }

    private static ReceivedSpan attemptOf(CollectorDouble collector, ReceivedSpan call, String model) {
        return collector.span((span) -> !span.isCall() && span.parentSpanId().equals(call.spanId())
                && span.text("gen_ai.request.model").equals(model));
    }

}
