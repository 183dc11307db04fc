package llmgateway.e2e.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.opentelemetry.proto.common.v1.AnyValue;
import llmgateway.e2e.budget.GatewaySettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a collector is told of calls, on every way. */
class TracesTest {

    private static final String PROMPT = "canary-prompt-9120";

    private static final String AUTHORIZATION = "Bearer collector-secret-4711";

    private static final String PARENT_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final String PARENT_SPAN = "00f067aa0ba902b7";

    private static CollectorDouble collector;

    private static TracedGateway gateway;

    private final GenAiConventions conventions = new GenAiConventions();

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        collector = new CollectorDouble();
        Path secret = Files.writeString(directory.resolve("collector.key"), AUTHORIZATION);
        gateway = new TracedGateway(directory, "llm.traces.endpoint=" + collector.uri("traces"),
                "llm.traces.headers.Authorization=file:" + secret,
                "llm.metrics.otlp.endpoint=" + collector.uri("metrics"),
                "llm.metrics.otlp.headers.Authorization=file:" + secret, "llm.metrics.otlp.interval=1s");
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        collector.close();
    }

    @Test
    void aStandaloneCallIsASpanWithOneOfItsAttemptBelow() {
        String id = callId(gateway.standalone(chat(false)).headers().firstValue("x-llm-call-id").orElseThrow());

        ReceivedSpan call = call(id);
        ReceivedSpan attempt = attemptOf(call);
        this.conventions.check(call);
        this.conventions.check(attempt);
        assertThat(call.parentSpanId()).isEmpty();
        assertThat(call.name()).isEqualTo("chat " + GatewaySettings.MODEL);
        assertThat(call.text("llm.consumer")).isEqualTo("alice");
        assertThat(call.text("llm.route")).isEqualTo("standalone");
        assertThat(call.text("llm.model")).isEqualTo(GatewaySettings.MODEL);
        assertThat(call.text("llm.way")).isEqualTo("relay");
        assertThat(call.number("llm.attempts")).isOne();
        assertThat(call.attribute("llm.cost.usd").map(AnyValue::getDoubleValue))
            .hasValueSatisfying((usd) -> assertThat(usd).isPositive());
        assertThat(call.attribute("llm.cost.estimated").map(AnyValue::getBoolValue)).contains(false);
        for (ReceivedSpan span : List.of(call, attempt)) {
            assertThat(span.number("http.response.status_code")).isEqualTo(200);
            assertThat(span.number("gen_ai.usage.input_tokens")).isPositive();
            assertThat(span.number("gen_ai.usage.output_tokens")).isPositive();
            assertThat(span.text("gen_ai.response.id")).startsWith("chatcmpl-");
            assertThat(span.text("gen_ai.response.model")).isEqualTo(GatewaySettings.MODEL);
            assertThat(span.attributes()).containsKey("gen_ai.response.finish_reasons")
                .doesNotContainKey("gen_ai.request.stream");
            assertThat(span.nanos()).isPositive();
        }
        assertThat(attempt.text("server.address")).isEqualTo("127.0.0.1");
        assertThat(attempt.number("server.port")).isEqualTo(gateway.providerPort());
        assertThat(call.resource().getAttributesList().toString()).contains("service.name", "llm-gateway",
                "service.instance.id");
    }

    @Test
    void aCallThroughTheRelayIsAChildOfItsGateways() {
        gateway.throughApisix("relay", chat(true), "traceparent", traceparent("01"), "tracestate", "vendor=a,other=b");

        ReceivedSpan call = collector.span((span) -> span.isCall() && span.parentSpanId().equals(PARENT_SPAN)
                && span.text("llm.way").equals("relay"));
        this.conventions.check(call);
        this.conventions.check(attemptOf(call));
        assertThat(call.traceId()).isEqualTo(PARENT_TRACE);
        assertThat(call.span().getTraceState()).contains("vendor=a", "other=b");
        assertThat(call.attribute("gen_ai.request.stream").map(AnyValue::getBoolValue)).contains(true);
        assertThat(call.attribute("gen_ai.response.time_to_first_chunk").map(AnyValue::getDoubleValue))
            .hasValueSatisfying((seconds) -> assertThat(seconds).isBetween(0.0, call.nanos() / 1e9));
        assertThat(gateway.lastRequest().header("traceparent")).as("no provider's business").isEmpty();
        assertThat(gateway.lastRequest().header("tracestate")).isEmpty();
    }

    @Test
    void aCallThatApisixCarriesIsASpanOnceItsLogEntryHasCome() {
        String answer = gateway.throughApisix("direct", chat(false), "traceparent",
                "00-" + PARENT_TRACE.replace('4', '5') + "-" + PARENT_SPAN + "-01");
        gateway.logLast(answer, "application/json");

        ReceivedSpan call = collector
            .span((span) -> span.isCall() && span.traceId().equals(PARENT_TRACE.replace('4', '5')));
        this.conventions.check(call);
        assertThat(call.parentSpanId()).isEqualTo(PARENT_SPAN);
        assertThat(call.text("llm.way")).isEqualTo("direct");
        assertThat(call.number("llm.attempts")).isEqualTo(2);
        assertThat(call.nanos()).as("as APISIX timed it").isEqualTo(250_000_000);

        ReceivedSpan failed = collector
            .span((span) -> isAttemptOf(span, call) && span.number("http.response.status_code") == 502);
        ReceivedSpan answered = collector
            .span((span) -> isAttemptOf(span, call) && span.number("http.response.status_code") == 200);
        this.conventions.check(failed);
        this.conventions.check(answered);
        assertThat(failed.text("error.type")).isEqualTo("502");
        assertThat(failed.nanos()).isEqualTo(50_000_000);
        assertThat(failed.attribute("gen_ai.usage.input_tokens")).isEmpty();
        assertThat(answered.nanos()).isEqualTo(200_000_000);
        assertThat(answered.number("server.port")).isEqualTo(gateway.providerPort());
        assertThat(answered.number("gen_ai.usage.output_tokens")).isPositive();
    }

    @Test
    void aCallWhoseSenderDoesNotRecordItsTraceIsNotRecorded() {
        String trace = "00000000000000000000000000000abc";
        gateway.standalone(chat(false), "traceparent", "00-" + trace + "-" + PARENT_SPAN + "-00");
        String later = callId(gateway.standalone(chat(false)).headers().firstValue("x-llm-call-id").orElseThrow());

        call(later);
        assertThat(collector.spans()).noneMatch((span) -> span.traceId().equals(trace));
    }

    @Test
    void aTraceparentThatIsNoneBeginsATraceOfItsOwn() {
        String id = callId(gateway.standalone(chat(false), "traceparent", "00-" + "0".repeat(32) + "-1-zz")
            .headers()
            .firstValue("x-llm-call-id")
            .orElseThrow());

        assertThat(call(id).parentSpanId()).isEmpty();
    }

    @Test
    void aRefusedCallIsASpanThatSaysWhy() {
        String body = "{\"model\":\"no-such-model\",\"messages\":[]}";
        String id = callId(gateway.standalone(body).headers().firstValue("x-llm-call-id").orElseThrow());

        ReceivedSpan call = call(id);
        this.conventions.checkNamesAndTypes(call);
        assertThat(call.name()).isEqualTo("chat no-such-model");
        assertThat(call.text("error.type")).isEqualTo("model_not_found");
        assertThat(call.number("http.response.status_code")).isEqualTo(404);
        assertThat(call.text("llm.consumer")).isEqualTo("alice");
    }

    @Test
    void aProviderThatIsNotThereIsAnErrorOfCallAndAttempt() {
        String id = callId(gateway.standalone(chat(false).replace(GatewaySettings.MODEL, GatewaySettings.UNREACHABLE))
            .headers()
            .firstValue("x-llm-call-id")
            .orElseThrow());

        ReceivedSpan call = call(id);
        ReceivedSpan attempt = attemptOf(call);
        this.conventions.check(call);
        this.conventions.check(attempt);
        assertThat(call.text("error.type")).isEqualTo("unreachable");
        assertThat(call.number("http.response.status_code")).isEqualTo(502);
        assertThat(attempt.text("error.type")).isEqualTo("unreachable");
        assertThat(attempt.attribute("http.response.status_code")).isEmpty();
    }

    @Test
    void metricsGoToTheCollectorTooWithDurationsInSeconds() {
        gateway.standalone(chat(false));

        assertThat(collector.metric("gen_ai.client.operation.duration").getUnit()).isEqualTo("seconds");
        assertThat(collector.metric("gen_ai.client.operation.duration").getHistogram().getDataPointsList()).isNotEmpty()
            .allSatisfy((point) -> assertThat(point.getExplicitBoundsList()).contains(0.01, 81.92));
        assertThat(collector.metric("gen_ai.client.token.usage").getHistogram().getDataPointsList()).isNotEmpty();
        assertThat(collector.metric("llm.gateway.cost").getSum().getDataPointsList()).isNotEmpty();
        assertThat(gateway.prometheus()).as("Prometheus has them all the same")
            .contains("gen_ai_client_operation_duration_seconds_count");
    }

    @Test
    void S1_noExportHoldsAPromptOrAKeyAndEachBringsTheCollectorsOwn() {
        String id = callId(gateway.standalone(chat(false)).headers().firstValue("x-llm-call-id").orElseThrow());
        call(id);
        collector.metric("llm.gateway.cost");

        assertThat(collector.everything()).doesNotContain(PROMPT)
            .doesNotContain(GatewaySettings.KEY)
            .doesNotContain("collector-secret");
        assertThat(collector.headers())
            .allSatisfy((headers) -> assertThat(headers.getFirst("Authorization")).isEqualTo(AUTHORIZATION));
    }

    static String chat(boolean stream) {
        return "{\"model\":\"" + GatewaySettings.MODEL + "\",\"max_tokens\":20,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}";
    }

    private static String traceparent(String flags) {
        return "00-" + PARENT_TRACE + "-" + PARENT_SPAN + "-" + flags;
    }

    private static String callId(String id) {
        assertThat(id).startsWith("call_");
        return id;
    }

    private static ReceivedSpan call(String id) {
        return collector.span((span) -> span.isCall() && span.text("llm.call.id").equals(id));
    }

    private static ReceivedSpan attemptOf(ReceivedSpan call) {
        return collector.span((span) -> isAttemptOf(span, call));
    }

    private static boolean isAttemptOf(ReceivedSpan span, ReceivedSpan call) {
        return !span.isCall() && span.traceId().equals(call.traceId()) && span.parentSpanId().equals(call.spanId());
    }

}
