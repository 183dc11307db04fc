package llmgateway.relay.answer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.random.RandomGenerator;

import llmgateway.dialect.eventstream.EventFrame;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WholeEventsTest {

    private final ByteArrayOutputStream passedOn = new ByteArrayOutputStream();

    private final WholeEvents events = new WholeEvents(this.passedOn, new SseEventEnds(), 1000);

    @Test
    void passesAnEventOnWithItsBlankLine() throws IOException {
        write("data: 1\n\ndata: 2\n");
        assertThat(this.passedOn.toString(StandardCharsets.UTF_8)).isEqualTo("data: 1\n\n");

        write("\n");
        assertThat(this.passedOn.toString(StandardCharsets.UTF_8)).isEqualTo("data: 1\n\ndata: 2\n\n");
    }

    @Test
    void U8_knowsABlankLineByEveryLineEnd() throws IOException {
        for (String end : new String[] { "\n", "\r", "\r\n" }) {
            this.passedOn.reset();
            WholeEvents fresh = new WholeEvents(this.passedOn, new SseEventEnds(), 1000);
            byte[] bytes = ("data: 1" + end + end + "data: 2" + end).getBytes(StandardCharsets.UTF_8);
            fresh.write(bytes, 0, bytes.length);

            assertThat(this.passedOn.toString(StandardCharsets.UTF_8)).isEqualTo("data: 1" + end + end);
        }
    }

    @RepeatedTest(200)
    void U8_changesNoByteHoweverTheStreamIsCut() throws IOException {
        long seed = new Random().nextLong();
        RandomGenerator random = new Random(seed);
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            stream.append(new String[] { "\r", "\n", "\r\n", "data: x", "\n\n", ":" }[random.nextInt(6)]);
        }
        byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length;) {
            int length = Math.min(bytes.length - at, random.nextInt(5));
            this.events.write(bytes, at, length);
            at += length;
        }
        this.events.finish();

        assertThat(this.passedOn.toByteArray()).as("seed %d", seed).isEqualTo(bytes);
    }

    @Test
    void passesAFrameOnWithItsLastByte() throws IOException {
        WholeEvents frames = new WholeEvents(this.passedOn, new AwsFrameEnds(), 1000);
        byte[] frame = EventFrame.event("a", new byte[300]);

        for (int written = 0; written < 2 * frame.length; written++) {
            assertThat(this.passedOn.size()).isEqualTo((written < frame.length) ? 0 : frame.length);
            frames.write(frame, written % frame.length, 1);
        }

        assertThat(this.passedOn.toByteArray()).endsWith(frame).hasSize(2 * frame.length);
    }

    @Test
    void U10_holdsBackNoMoreThanItsBound() throws IOException {
        write("data: " + "x".repeat(999));

        assertThat(this.passedOn.size()).isEqualTo(1005);
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        this.events.write(bytes, 0, bytes.length);
    }

}
