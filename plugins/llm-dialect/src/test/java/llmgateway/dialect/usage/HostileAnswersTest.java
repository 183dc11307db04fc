package llmgateway.dialect.usage;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

import llmgateway.core.call.Endpoint;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.DeliveredText;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HostileAnswersTest {

    private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}";

    private static final UsageReading USED = new UsageReading.Reported(Usage.ofTokens(3, 5));

    private static final UsageReading ABSENT = new UsageReading.Absent();

    @Test
    void E11_zeroIsHonoured() {
        assertThat(chat("{\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0}}").usage())
            .isEqualTo(new UsageReading.Reported(Usage.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"usage\":null}", "{\"usage\":{}}", "{\"usage\":[]}", "{\"usage\":7}",
            "{\"usage\":{\"prompt_tokens\":null}}", "{\"choices\":[{\"usage\":1}]}", "[]", "null", "" })
    void E11_absentIsAbsent(String answer) {
        assertThat(chat(answer).usage()).isEqualTo(ABSENT);
    }

    @ParameterizedTest
    @ValueSource(strings = { "-1", "5.5", "9007199254740993", "1e17", "1e999999999", "1e-999999999", "-0.1", "\"five\"",
            "\"NaN\"", "true", "9223372036854775808" })
    void E11_whatCannotBeIsUnusable(String number) {
        assertThat(chat("{\"usage\":{\"prompt_tokens\":" + number + ",\"completion_tokens\":5}}").usage())
            .isInstanceOf(UsageReading.Unusable.class);
        assertThat(chat("{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":" + number + "}}").usage())
            .isInstanceOf(UsageReading.Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "3.0", "3e0", "0.3e1", "\"3\"", "9007199254740992" })
    void E11_wholeNumbersAreReadInEveryNotation(String number) {
        assertThat(chat("{\"usage\":{\"prompt_tokens\":" + number + ",\"completion_tokens\":0}}").usage())
            .isInstanceOf(UsageReading.Reported.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"prompt_tokens_details\":{\"cached_tokens\":4}",
            "\"completion_tokens_details\":{\"audio_tokens\":6}" })
    void E11_partsLargerThanTheirTotalAreUnusable(String details) {
        AnswerReading reading = chat("{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5," + details + "}}");

        assertThat(reading.usage()).isInstanceOfSatisfying(UsageReading.Unusable.class,
                (unusable) -> assertThat(unusable.problem()).contains("less than its parts"));
    }

    @Test
    void E11_whatIsNotAskedForMayBeAnything() {
        assertThat(
                chat("{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,\"cost\":-0.5,\"note\":\"x\"}}").usage())
            .isEqualTo(USED);
    }

    @Test
    void E11_aProblemQuotesNothingOfTheAnswer() {
        assertThat(chat("{\"usage\":{\"prompt_tokens\":\"sk-canary\",\"completion_tokens\":5}}").usage().toString())
            .doesNotContain("canary");
    }

    @Test
    void P6_audioThatWasCachedIsNotCountedTwice() {
        AnswerReading reading = chat("{\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":0,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":80,\"audio_tokens\":60}}}");

        assertThat(reading.usage()).isInstanceOfSatisfying(UsageReading.Reported.class, (reported) -> {
            assertThat(reported.usage().inputTokens()).isEqualTo(100);
            assertThat(reported.usage().of(Meter.CACHED_AUDIO_INPUT_TOKENS)).isEqualTo(40);
            assertThat(reported.usage().of(Meter.AUDIO_INPUT_TOKENS)).isEqualTo(20);
            assertThat(reported.usage().of(Meter.CACHED_INPUT_TOKENS)).isEqualTo(40);
        });
    }

    @Test
    void P6_totalsArePreservedWhateverTheDetails() {
        for (long seed = 0; seed < 5_000; seed++) {
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            long input = random.nextLong(1000);
            long output = random.nextLong(1000);
            AnswerReading reading = chat("{\"usage\":{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output
                    + ",\"total_tokens\":" + (input + output) + ",\"prompt_tokens_details\":{\"cached_tokens\":"
                    + random.nextLong(input + 1) + ",\"audio_tokens\":" + random.nextLong(input + 1)
                    + "},\"completion_tokens_details\":{\"reasoning_tokens\":" + random.nextLong(output + 1) + "}}}");

            assertThat(reading.usage()).as("seed %d", seed)
                .isInstanceOfSatisfying(UsageReading.Reported.class, (reported) -> {
                    assertThat(reported.usage().inputTokens()).isEqualTo(input);
                    assertThat(reported.usage().outputTokens()).isEqualTo(output);
                });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "data:" + USAGE + "\n\n", "data: \ndata: " + USAGE + "\n\n",
            ": {\"usage\":1}\n\nid: 7\nevent: x\nretry: 3\ndata: " + USAGE + "\n\n",
            "data: {\"choices\":\ndata: [],\"usage\":{\"prompt_tokens\":\ndata:3,\"completion_tokens\":5}}\n\n",
            "database: {}\ndata: " + USAGE + "\n\n", "data: {broken\n\ndata: " + USAGE + "\n\n",
            "data: {\"a\":[\n\ndata: " + USAGE + "\n\n", "data: [1,2]\n\ndata: " + USAGE + "\n\n",
            "data: " + USAGE + "\n\ndata: {\"choices\":[]}\n\n", "data: " + USAGE,
            "data: " + USAGE + "\n\ndata: {\"usage\":{\"prompt_tokens\":1,\n\n",
            "data: {\"text\":\"\u2028\u0085\",\"x\":0}" + "\n\ndata: " + USAGE + "\n\n" })
    void U8_findsTheUsageInEveryNotationOfAnEvent(String events) {
        for (String lineEnd : List.of("\n", "\r", "\r\n")) {
            String stream = events.replace("\n", lineEnd);

            assertThat(Answers.chatEvents(stream).usage()).isEqualTo(USED);
            assertThat(Answers.readInPieces(chatEvents(), Answers.utf8(stream), 1).usage()).isEqualTo(USED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "data: [DONE]\n\n", "data:[DONE]\n\n", "data: [DONE] \n\n", "data: [DONE]" })
    void doneMakesAStreamWhole(String events) {
        assertThat(Answers.chatEvents(events).whole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "data: [DONE]]\n\n", "data: x[DONE]\n\n", ": [DONE]\n\n", "data: [DON\n\n",
            "data: {\"x\":\"[DONE]\"}\n\n" })
    void nothingElseDoes(String events) {
        assertThat(Answers.chatEvents(events).whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "event: error\ndata: {\"message\":\"x\"}\n\n", "data: {\"error\":{\"message\":\"x\"}}\n\n",
            "data: {\"error\":\"x\"}\n\n" })
    void anErrorEventIsAnError(String events) {
        assertThat(Answers.chatEvents(events).error()).isTrue();
        assertThat(Answers.chatEvents("data: {\"error\":null}\n\n").error()).isFalse();
    }

    @Test
    void anErrorStatusIsAnErrorWhateverTheBody() {
        AnswerMeter meter = AnswerMeters.of(Endpoint.MODERATIONS, 500, "text/plain");

        assertThat(Answers.read(meter, Answers.utf8("Oops")))
            .isEqualTo(new AnswerReading(ABSENT, Optional.empty(), Optional.empty(), true, true, DeliveredText.NONE));
    }

    @Test
    void soundTellsNoUsageAndIsWholeIfItsConnectionSaysSo() {
        byte[] sound = { 0, -1, '{', 7 };
        AnswerMeter whole = AnswerMeters.of(Endpoint.SPEECH, 200, "audio/mpeg");
        AnswerMeter cut = AnswerMeters.of(Endpoint.SPEECH, 200, "audio/mpeg");
        whole.write(sound, 0, sound.length);
        cut.write(sound, 0, sound.length);

        assertThat(whole.finish(true)).extracting(AnswerReading::usage, AnswerReading::whole)
            .containsExactly(ABSENT, true);
        assertThat(cut.finish(false).whole()).isFalse();
    }

    @Test
    void firstTokenIsTheFirstEventWithContent() {
        AnswerMeter meter = chatEvents();

        write(meter, "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n");
        assertThat(meter.tokenSeen()).isFalse();
        write(meter, "data: {\"choices\":[{\"delta\":{\"content\":\"H\"}}]}\n\n");
        assertThat(meter.tokenSeen()).isTrue();
    }

    @Test
    void U10_usageAfterALongStringIsReadWithoutKeepingTheString() {
        AnswerMeter meter = chatEvents();
        write(meter, "data: {\"b64\":\"");
        byte[] piece = "0\\\"1\\u00e92\u00e93\uD83D\uDE00".repeat(4096).getBytes(StandardCharsets.UTF_8);
        long before = used();
        for (int written = 0; written < 32 << 20; written += piece.length) {
            meter.write(piece, 0, piece.length);
        }
        long kept = used() - before;
        write(meter, "\"," + USAGE.substring(1) + "\n\n");

        assertThat(kept).as("bytes kept of 32 MiB").isLessThan(4 << 20);
        assertThat(meter.finish(true).usage()).isEqualTo(USED);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"a\":%s}", "{\"usage\":{\"a\":%s}}", "{\"choices\":[{\"usage\":%s}]}" })
    void B2_deepAnswersDoNotHurt(String answer) {
        String deep = answer.formatted("[".repeat(100_000) + "]".repeat(100_000));

        assertThat(chat(deep).usage()).isEqualTo(ABSENT);
        assertThat(Answers.chatEvents("data: " + deep + "\n\ndata: " + USAGE + "\n\n").usage()).isEqualTo(USED);
    }

    @Test
    void U10_aUsageOfAMillionFieldsIsReadInPart() {
        StringBuilder usage = new StringBuilder("{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5");
        for (int i = 0; i < 200_000; i++) {
            usage.append(",\"f").append(i).append("\":1");
        }

        assertThat(chat(usage.append("}}").toString()).usage()).isEqualTo(USED);
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void neverThrowsForGarbage(Endpoint endpoint) {
        List<String> words = Stream
            .of("data: ", "event: error\n", "\n\n", "\r", "{", "}", "[", "]", "\"", "\\", "\\u00", ":", ",",
                    "\"usage\":", "\"prompt_tokens\":", "\"input_tokens\":", "\"type\":", "\"duration\":", "-1",
                    "1e999", "null", "\"iterations\":[", "\"usageMetadata\":", "\"promptTokenCount\":", "\"done\":true",
                    "\n", "\"error\":", "[DONE]", "\uFEFF", "\u00e9", "\0", "x")
            .toList();
        for (long seed = 0; seed < 1_000; seed++) {
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            for (String contentType : List.of("text/event-stream", "application/x-ndjson", "application/json",
                    "application/vnd.amazon.eventstream", "")) {
                AnswerMeter meter = AnswerMeters.of(endpoint, random.nextBoolean() ? 200 : 500, contentType);
                StringBuilder garbage = new StringBuilder(random.nextBoolean() ? "{" : "");
                for (int i = random.nextInt(40); i > 0; i--) {
                    garbage.append(words.get(random.nextInt(words.size())));
                }
                byte[] bytes = Answers.utf8(garbage.toString());
                if (bytes.length > 0 && random.nextInt(4) == 0) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                byte[] before = bytes.clone();

                AnswerReading reading = Answers.readInPieces(meter, bytes, 1 + random.nextInt(20));
                assertThat(reading).as("seed %d", seed).isNotNull();
                assertThat(bytes).as("seed %d", seed).isEqualTo(before);
            }
        }
    }

    private static AnswerReading chat(String json) {
        return Answers.chat(json);
    }

    private static AnswerMeter chatEvents() {
        return AnswerMeters.of(Endpoint.CHAT_COMPLETIONS, 200, "text/event-stream");
    }

    private static void write(AnswerMeter meter, String text) {
        byte[] bytes = Answers.utf8(text);
        meter.write(bytes, 0, bytes.length);
    }

}
