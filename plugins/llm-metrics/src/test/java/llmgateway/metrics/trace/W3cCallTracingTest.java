package llmgateway.metrics.trace;

import java.util.stream.IntStream;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.trace.CallTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class W3cCallTracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final String SENDER = "00f067aa0ba902b7";

    private final W3cCallTracing never = new W3cCallTracing(0, false);

    private final W3cCallTracing always = new W3cCallTracing(1, true);

    @Test
    void aCallWithinATraceIsAChildOfItsSenderAndSampledAsThatIs() {
        CallTrace recorded = begin(this.never, "00-" + TRACE + "-" + SENDER + "-01");
        CallTrace unrecorded = begin(this.always, "00-" + TRACE + "-" + SENDER + "-00");

        assertThat(recorded.traceId()).isEqualTo(TRACE);
        assertThat(recorded.parentSpanId()).contains(SENDER);
        assertThat(recorded.spanId()).hasSize(16).isNotEqualTo(SENDER);
        assertThat(recorded.sampled()).isTrue();
        assertThat(unrecorded.sampled()).isFalse();
    }

    @Test
    void ofTracesThatBeginHereAShareIsSampled() {
        assertThat(this.never.begin(Headers.NONE).orElseThrow().sampled()).isFalse();
        assertThat(this.always.begin(Headers.NONE).orElseThrow().sampled()).isTrue();
        W3cCallTracing half = new W3cCallTracing(0.5, false);
        assertThat(IntStream.range(0, 2000).filter((i) -> half.begin(Headers.NONE).orElseThrow().sampled()).count())
            .isBetween(800L, 1200L);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "00", "00-0-0-01", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01" })
    void whatIsNoContextIsIgnored(String traceparent) {
        assertThat(begin(this.always, traceparent).parentSpanId()).isEmpty();
    }

    @Test
    void ofTwoSendersNoneIsBelieved() {
        Header sender = new Header("traceparent", "00-" + TRACE + "-" + SENDER + "-01");

        assertThat(this.always.begin(Headers.of(sender, sender)).orElseThrow().parentSpanId()).isEmpty();
    }

    @Test
    void theStateOfOtherVendorsIsKeptUnlessTooLong() {
        assertThat(state("a=1,b=2")).contains("a=1", "b=2");
        assertThat(state("a=" + "x".repeat(600))).isEmpty();
    }

    @Test
    void providersAreToldTheCallsOwnSpanOnlyWhereWanted() {
        CallTrace trace = begin(this.always, "00-" + TRACE + "-" + SENDER + "-01");

        assertThat(this.always.providerHeaders(trace))
            .containsExactly(new Header("traceparent", "00-" + TRACE + "-" + trace.spanId() + "-01"));
        assertThat(this.never.providerHeaders(trace)).isEmpty();
    }

    @Test
    void withoutACollectorTheSendersTraceIsNotedAndNothingSampled() {
        CallTrace trace = new ForeignCallTracing()
            .begin(Headers.of(new Header("traceparent", "00-" + TRACE + "-" + SENDER + "-01")))
            .orElseThrow();

        assertThat(trace.traceId()).isEqualTo(TRACE);
        assertThat(trace.spanId()).isEqualTo(SENDER);
        assertThat(trace.sampled()).isFalse();
        assertThat(new ForeignCallTracing().begin(Headers.NONE)).isEmpty();
    }

    private String state(String tracestate) {
        return this.always
            .begin(Headers.of(new Header("traceparent", "00-" + TRACE + "-" + SENDER + "-01"),
                    new Header("tracestate", tracestate)))
            .flatMap(CallTrace::state)
            .orElse("");
    }

    private static CallTrace begin(W3cCallTracing tracing, String traceparent) {
        return tracing.begin(Headers.of(new Header("traceparent", traceparent))).orElseThrow();
    }

}
