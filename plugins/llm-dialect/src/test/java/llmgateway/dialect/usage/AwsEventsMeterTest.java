package llmgateway.dialect.usage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.call.Endpoint;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.Completion;
import llmgateway.core.usage.DeliveredText;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import org.junit.jupiter.api.Test;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

import static org.assertj.core.api.Assertions.assertThat;

/** Streams in AWS' framing, made by AWS' own library. */
class AwsEventsMeterTest {

    private static final byte[] START = event("messageStart", "{'role':'assistant'}");

    private static final byte[] DELTA = event("contentBlockDelta",
            "{'contentBlockIndex':0,'delta':{'text':'stopReason'}}");

    private static final byte[] STOP = event("messageStop", "{'stopReason':'end_turn'}");

    private static final byte[] METADATA = event("metadata",
            "{'metrics':{'latencyMs':1},'p':'abc','serviceTier':{'type':'flex'},'usage':{'inputTokens':30,'outputTokens':5,"
                    + "'totalTokens':142,'cacheReadInputTokens':7,'cacheWriteInputTokens':100,"
                    + "'cacheDetails':[{'inputTokens':60,'ttl':'1h'},{'inputTokens':40,'ttl':'5m'}]}}");

    private static final AnswerReading WHOLE = new AnswerReading(
            new UsageReading.Reported(new Usage(Map.of(Meter.INPUT_TOKENS, 30L, Meter.CACHED_INPUT_TOKENS, 7L,
                    Meter.CACHE_WRITE_TOKENS, 40L, Meter.CACHE_WRITE_1H_TOKENS, 60L, Meter.OUTPUT_TOKENS, 5L))),
            Optional.empty(), Optional.of("flex"), true, false, new DeliveredText("stopReason", 10),
            new Completion(Optional.empty(), List.of("end_turn")));

    @Test
    void P6_U8_usageIsExactHoweverTheStreamIsCut() {
        byte[] stream = joined(START, DELTA, STOP, METADATA);

        for (int size = 1; size <= stream.length; size++) {
            assertThat(Answers.readInPieces(meter(), stream, size)).as("pieces of %d", size).isEqualTo(WHOLE);
        }
    }

    @Test
    void firstTokenIsTheFirstDelta() {
        AnswerMeter meter = meter();
        meter.write(START, 0, START.length);
        assertThat(meter.tokenSeen()).isFalse();
        meter.write(DELTA, 0, DELTA.length);
        assertThat(meter.tokenSeen()).isTrue();
    }

    @Test
    void U5_aStreamThatBreaksOffIsNotWhole() {
        AnswerReading reading = Answers.read(meter(), joined(START, DELTA));

        assertThat(reading.whole()).isFalse();
        assertThat(reading.usage()).isEqualTo(new UsageReading.Absent());
    }

    @Test
    void anExceptionIsAnError() {
        assertThat(Answers.read(meter(), joined(START, frame("exception", "throttlingException", "{}"))).error())
            .isTrue();
        assertThat(Answers.read(meter(), joined(START, event("contentBlockDelta", "{'delta':{'text':'exception'}}")))
            .error()).isFalse();
    }

    @Test
    void U10_aLengthThatCannotBeEndsTheReading() {
        byte[] prelude = { -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0 };

        assertThat(Answers.read(meter(), joined(prelude, STOP, METADATA)).usage()).isEqualTo(new UsageReading.Absent());
    }

    private static AnswerMeter meter() {
        return AnswerMeters.of(Endpoint.CONVERSE, 200, "application/vnd.amazon.eventstream");
    }

    private static byte[] event(String type, String payload) {
        return frame("event", type, payload);
    }

    private static byte[] frame(String kind, String type, String payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        new Message(Map.of(":" + kind + "-type", HeaderValue.fromString(type), ":message-type",
                HeaderValue.fromString(kind)), payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
            .encode(frame);
        return frame.toByteArray();
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            joined.writeBytes(piece);
        }
        return joined.toByteArray();
    }

}
