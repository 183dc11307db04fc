package llmgateway.e2e.trace;

import java.nio.file.Path;

import llmgateway.e2e.budget.GatewaySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is off unless an operator wants it: prompts in spans, and providers in traces. */
class TracedPromptsTest {

    private static final String BODY = "{\"model\":\"" + GatewaySettings.MODEL + "\",\"max_tokens\":20,\"messages\":["
            + "{\"role\":\"system\",\"content\":\"Be kind.\"},{\"role\":\"user\",\"content\":"
            + "\"Mail jane@example.com about badge EMP-4711, key sk-proj-abcdef123456\"}]}";

    @TempDir
    Path directory;

    @Test
    void promptsAreInSpansRedactedAndProvidersInTracesWhereSwitchedOn() throws Exception {
        try (CollectorDouble collector = new CollectorDouble();
                TracedGateway gateway = new TracedGateway(this.directory,
                        "llm.traces.endpoint=" + collector.uri("traces"), "llm.traces.content=redacted",
                        "llm.traces.redact[0]=EMP-[0-9]+", "llm.traces.propagate-to-providers=true")) {
            gateway.standalone(BODY);
            ReceivedSpan call = collector.span(ReceivedSpan::isCall);

            assertThat(call.text("gen_ai.input.messages")).isEqualTo("""
                    [{"role":"system","parts":[{"type":"text","content":"Be kind."}]},\
                    {"role":"user","parts":[{"type":"text",\
                    "content":"Mail [e-mail] about badge [redacted], key [key]"}]}]""");
            assertThat(gateway.lastRequest().header("traceparent"))
                .contains("00-" + call.traceId() + "-" + call.spanId() + "-01");

            String answer = gateway.throughApisix("direct", BODY);
            assertThat(gateway.lastRequest().headers("traceparent")).singleElement()
                .satisfies((header) -> assertThat(header).endsWith("-01").doesNotContain(call.traceId()));
            gateway.logLast(answer, "application/json");
            ReceivedSpan direct = collector.span((span) -> span.isCall() && span.text("llm.way").equals("direct"));
            assertThat(direct.text("gen_ai.input.messages")).contains("[e-mail]");
            assertThat(collector.everything()).doesNotContain("jane@")
                .doesNotContain("EMP-4711")
                .doesNotContain("sk-proj");
        }
    }

}
