package llmgateway.dialect.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UsageChunkFilterTest {

    private static final String CONTENT = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\u2028\"}}],\"usage\":null}";

    private static final String USAGE = "data: {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3}}";

    private static final String DONE = "data: [DONE]";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void dropsTheUsageChunkOnly() throws IOException {
        assertThat(filtered(CONTENT + "\n\n" + USAGE + "\n\n" + DONE + "\n\n"))
            .isEqualTo(CONTENT + "\n\n" + DONE + "\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "data: {\"choices\":[{\"delta\":{}}],\"usage\":{\"prompt_tokens\":3}}",
            "data: {\"choices\":[],\"usage\":null}",
            "data: {\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}", "data: {\"usage\":{}}",
            "data: {\"choices\":[],\"usage\":{}} {}", "data: {\"choices\":[],\"usage\":{}",
            "data: [{\"choices\":[],\"usage\":{}}]", "data: {\"choices\":[],\"text\":\"\\\"usage\\\":{}\"}",
            ": {\"choices\":[],\"usage\":{}}", "database: {\"choices\":[],\"usage\":{}}", "data", "event: done",
            "data: {\"choices\":[{\"text\":\"\\\"choices\\\":[],\\\"usage\\\":{}\"}],\"usage\":1}" })
    void passesEveryOtherEventOn(String event) throws IOException {
        assertThat(filtered(event + "\n\n" + DONE + "\n\n")).isEqualTo(event + "\n\n" + DONE + "\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "event: x\nid: 7\n" + USAGE, "data: {\"choices\":\ndata: [ ],\"usage\":{}}",
            ": note\ndata:{\"usage\":{\"choices\":[1]},\"choices\":[]}",
            "data: {\"choices\":[],\"usage\":{}}\nretry: 3" })
    void U8_findsTheUsageChunkInEveryNotationOfAnEvent(String event) throws IOException {
        for (String lineEnd : List.of("\n", "\r", "\r\n")) {
            String stream = (CONTENT + "\n\n" + event + "\n\n" + DONE + "\n\n").replace("\n", lineEnd);

            assertThat(filtered(stream)).isEqualTo((CONTENT + "\n\n" + DONE + "\n\n").replace("\n", lineEnd));
        }
    }

    @Test
    void U8_filtersAnEventWithoutTheLastBlankLine() throws IOException {
        assertThat(filtered(CONTENT + "\n\n" + USAGE)).isEqualTo(CONTENT + "\n\n");
        assertThat(filtered(CONTENT)).isEqualTo(CONTENT);
    }

    @Test
    void U8_readsPastAByteOrderMark() throws IOException {
        assertThat(filtered("\uFEFF" + USAGE + "\n\n" + DONE + "\n\n")).isEqualTo(DONE + "\n\n");
    }

    @Test
    void passesAnEventOnWithItsBlankLine() throws IOException {
        UsageChunkFilter filter = new UsageChunkFilter(this.out);
        byte[] event = (CONTENT + "\r\n\r").getBytes(StandardCharsets.UTF_8);

        filter.write(event, 0, event.length);

        assertThat(this.out.toByteArray()).isEqualTo(event);
    }

    @Test
    void U10_passesAnEventOverTheBoundOnAsItComes() throws IOException {
        UsageChunkFilter filter = new UsageChunkFilter(this.out, 100);
        byte[] start = ("data: {\"choices\":[],\"usage\":{\"text\":\"" + "x".repeat(90))
            .getBytes(StandardCharsets.UTF_8);
        byte[] rest = ("\"}}\n\n" + USAGE + "\n\n" + DONE + "\n\n").getBytes(StandardCharsets.UTF_8);

        filter.write(start, 0, start.length);
        assertThat(this.out.toByteArray()).isEqualTo(start);
        filter.write(rest, 0, rest.length);

        assertThat(this.out.toString(StandardCharsets.UTF_8)).endsWith("\"}}\n\n" + DONE + "\n\n");
    }

    @Test
    void U8_givesTheSameBytesHoweverTheStreamIsCut() throws IOException {
        for (long seed = 0; seed < 3_000; seed++) {
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            StringBuilder stream = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            for (String event : randomEvents(random)) {
                stream.append(event);
                if (!event.contains("prompt_tokens") || event.length() > 120) {
                    expected.append(event);
                }
            }
            UsageChunkFilter filter = new UsageChunkFilter(this.out, 120);
            byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
            this.out.reset();
            for (int at = 0; at < bytes.length;) {
                int length = random.nextInt(Math.min(40, bytes.length - at) + 1);
                filter.write(bytes, at, length);
                at += length;
            }
            filter.finish();

            assertThat(this.out.toString(StandardCharsets.UTF_8)).as("seed %d", seed).isEqualTo(expected.toString());
        }
    }

    private static List<String> randomEvents(RandomGenerator random) {
        List<String> bodies = List.of(CONTENT, USAGE, DONE, ": ping", "event: message\n" + USAGE, "",
                USAGE.replace("}}", ",\"x\":\"" + "y".repeat(90) + "\"}}"), "data: \u00e9\u20ac\ndata");
        List<String> lineEnds = List.of("\n", "\r", "\r\n");
        List<String> events = new ArrayList<>();
        String lineEnd = lineEnds.get(random.nextInt(3));
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            String body = bodies.get(random.nextInt(bodies.size()));
            events.add((body + (body.isEmpty() ? "\n" : "\n\n")).replace("\n", lineEnd));
        }
        return events;
    }

    private String filtered(String stream) throws IOException {
        this.out.reset();
        UsageChunkFilter filter = new UsageChunkFilter(this.out);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        filter.write(bytes, 0, bytes.length);
        filter.finish();
        return this.out.toString(StandardCharsets.UTF_8);
    }

}
