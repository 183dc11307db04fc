package llmgateway.metrics.ingest;

import java.util.Map;
import java.util.Optional;

import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.AttemptOutcome.Answered;
import llmgateway.core.upstream.AttemptOutcome.Broken;
import llmgateway.core.upstream.AttemptOutcome.ClientGone;
import llmgateway.core.upstream.AttemptOutcome.TimedOut;
import llmgateway.core.upstream.AttemptOutcome.Unreachable;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.DeliveredText;
import llmgateway.core.usage.UsageReading;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomesTest {

    private static final AnswerReading ERROR = new AnswerReading(new UsageReading.Absent(), Optional.empty(),
            Optional.empty(), true, true, DeliveredText.NONE);

    @Test
    void whatTheProviderAnsweredIsAnswered() {
        assertThat(outcome(Entries.good())).isEqualTo(new Answered(200));
        assertThat(outcome(Entries.goodBut("status", "429", "upstream_status", "\"429\"")))
            .isEqualTo(new Answered(429));
        assertThat(outcome(Entries.goodBut("status", "502", "upstream_status", "\"502\""))).as("the provider's own 502")
            .isEqualTo(new Answered(502));
    }

    @Test
    void theLastOfSeveralTriesCounts() {
        Map<String, String> entry = Entries.goodBut("upstream_status", "\"502, 200\"", "upstream_bytes_sent",
                "\"0, 812\"", "upstream_bytes_received", "\"0, 640\"");

        assertThat(outcome(entry)).isEqualTo(new Answered(200));
        assertThat(Entries.entry(entry).attempts()).isEqualTo(2);
        assertThat(outcome(Entries.goodBut("upstream_status", "\"502, 504 : 200\"", "upstream_bytes_sent",
                "\"9, 9 : 9\"", "upstream_bytes_received", "\"0, 0 : 640\"")))
            .isEqualTo(new Answered(200));
    }

    @Test
    void U3_whereNotAByteWasSentNobodyWasReached() {
        assertThat(outcome(Entries.goodBut("status", "502", "upstream_status", "\"502\"", "upstream_bytes_sent",
                "\"0\"", "upstream_bytes_received", "\"0\"")))
            .isEqualTo(new Unreachable());
        assertThat(outcome(Entries.goodBut("status", "504", "upstream_status", "\"504, 504\"", "upstream_bytes_sent",
                "\"0, 0\"", "upstream_bytes_received", "\"0, 0\"")))
            .isEqualTo(new Unreachable());
    }

    @Test
    void aRequestThatAPluginAnsweredReachedNobody() {
        assertThat(outcome(Entries.without("upstream_status", "upstream_bytes_sent", "upstream_bytes_received")))
            .isEqualTo(new Unreachable());
    }

    @Test
    void U2_aRequestThatWasSentAndNotAnsweredMayHaveRun() {
        assertThat(outcome(
                Entries.goodBut("status", "502", "upstream_status", "\"502\"", "upstream_bytes_received", "\"0\"")))
            .isEqualTo(new Broken());
        assertThat(outcome(Entries.goodBut("status", "502", "upstream_status", "\"502, 502\"", "upstream_bytes_sent",
                "\"812, 0\"", "upstream_bytes_received", "\"0, 0\"")))
            .as("the first try was sent")
            .isEqualTo(new Broken());
    }

    @Test
    void U4_aProviderThatDidNotAnswerInTimeTimedOut() {
        assertThat(outcome(
                Entries.goodBut("status", "504", "upstream_status", "\"504\"", "upstream_bytes_received", "\"0\"")))
            .isEqualTo(new TimedOut());
    }

    @Test
    void E8_aClientThatHungUpIsGoneBeforeTheAnswerAndInItsMidst() {
        assertThat(outcome(
                Entries.goodBut("status", "499", "upstream_status", "\"-\"", "upstream_bytes_received", "\"0\"")))
            .isEqualTo(new ClientGone());
        assertThat(outcome(Entries.goodBut("request_completion", "\"\"", "resp_body", "\"\"")))
            .isEqualTo(new ClientGone());
    }

    @Test
    void withoutTheBytesTheWorstIsAssumedOfAGatewaysError() {
        Map<String, String> entry = Entries.goodBut("status", "502", "upstream_status", "\"502\"");
        entry.remove("upstream_bytes_sent");
        entry.remove("upstream_bytes_received");

        assertThat(outcome(entry)).isEqualTo(new Broken());
        assertThat(Outcomes.of(Entries.entry(entry), ERROR)).as("an API's error is the provider's")
            .isEqualTo(new Answered(502));
    }

    private static AttemptOutcome outcome(Map<String, String> entry) {
        return Outcomes.of(Entries.entry(entry), AnswerReading.NOTHING);
    }

}
