package llmgateway.dialect.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import llmgateway.dialect.format.UnreadableAnswer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SseEventsTest {

    private static final String STREAM = "\uFEFF: hello\n\nevent: a\ndata: {\"x\":\ndata: \"\u00e9\u2028\ud83d\ude00\"}\r\n\r\n"
            + "event: ping\n\ndata:b\r\rid: 7\ndata\n\nevent: last\ndata: [DONE]";

    @Test
    void U8_eventsAreTheSameHoweverTheirBytesAreCut() {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);

        for (int cut = 0; cut <= bytes.length; cut++) {
            List<String> told = new ArrayList<>();
            SseEvents events = new SseEvents((name, data) -> told.add(name + "|" + utf8(data)));
            events.write(bytes, 0, cut);
            events.write(bytes, cut, bytes.length - cut);
            events.finish();

            assertThat(told).as("cut at byte " + cut)
                .containsExactly("a|{\"x\":\n\"\u00e9\u2028\ud83d\ude00\"}", "|b", "|", "last|[DONE]");
        }
    }

    @Test
    void U10_anEventBeyondTheBoundIsNoAnswer() {
        List<String> told = new ArrayList<>();
        SseEvents events = new SseEvents((name, data) -> told.add(utf8(data)), 4);
        byte[] bytes = "data: 1234\n\ndata: 12345\n\n".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> events.write(bytes, 0, bytes.length));
        assertThat(told).containsExactly("1234");
    }

    private static String utf8(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

}
