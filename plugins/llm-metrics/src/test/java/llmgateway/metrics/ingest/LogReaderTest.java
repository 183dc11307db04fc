package llmgateway.metrics.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LogReaderTest {

    @Test
    void readsAnEntryOfOurFormat() {
        LogEntry entry = Entries.entry(Entries.good());

        assertThat(entry.ticket())
            .hasValueSatisfying((ticket) -> assertThat(ticket.value()).isEqualTo("0123456789abcdef0123456789abcdef"));
        assertThat(entry.status()).hasValue(200);
        assertThat(entry.upstreamStatus()).hasValue(200);
        assertThat(entry.wasAnswered()).contains(true);
        assertThat(entry.sentNothing()).isFalse();
        assertThat(entry.wasBrokenOff()).isFalse();
        assertThat(entry.answerLength()).contains((long) Entries.ANSWER.length());
        assertThat(entry.contentType()).contains("application/json");
        assertThat(entry.duration()).isEqualTo(Duration.ofMillis(1506));
        assertThat(entry.headerTime()).contains(Duration.ofMillis(301));
        assertThat(entry.attempts()).isOne();
        assertThat(entry.body()).isEqualTo(Entries.ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = { "%1$s", "[%1$s]", " [ %1$s ] ", "%1$s\n" })
    void readsOneEntryHoweverItIsPosted(String form) {
        assertThat(Entries.readAll(Entries.stream(form.formatted(Entries.json(Entries.good()))))).hasSize(1)
            .first()
            .satisfies((entry) -> assertThat(entry).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = { "[%1$s,%1$s,%1$s]", "%1$s\n%1$s\n%1$s", "%1$s%1$s%1$s", "[%1$s,%1$s]\n[%1$s]" })
    void readsSeveralEntriesHoweverTheyArePosted(String form) {
        assertThat(Entries.readAll(Entries.stream(form.formatted(Entries.json(Entries.good()))))).hasSize(3)
            .allSatisfy((entry) -> assertThat(entry).isPresent());
    }

    @Test
    void tellsWhatIsNoEntryFromWhatIs() {
        List<Optional<LogEntry>> entries = Entries
            .readAll(Entries.stream("[1, \"x\", null, [[{}]], " + Entries.json(Entries.good()) + ", true]"));

        assertThat(entries.stream().map(Optional::isPresent).toList()).containsExactly(false, false, false, false, true,
                false);
    }

    @Test
    void readsNothingOutOfNothing() {
        assertThat(Entries.readAll(Entries.stream(""))).isEmpty();
        assertThat(Entries.readAll(Entries.stream("[]"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{", "[{\"ticket\":", "{\"ticket\":\"x}", "nonsense", "<html>", "[}" })
    void saysSoWhereThereIsNoJson(String posted) {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Entries.readAll(Entries.stream(posted)));
    }

    @Test
    void B2_isNotImpressedByDepth() {
        String deep = "{\"a\":".repeat(100_000);

        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Entries.readAll(Entries.stream(deep)));
    }

    @Test
    void holdsNoLongerValueThanItMay() {
        String json = Entries.json(Entries.goodBut("resp_body", '"' + "x".repeat(1_000_001) + '"'));

        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Entries.readAll(Entries.stream(json)));
    }

    @Test
    void stopsWhereItIsToldTo() {
        String entry = Entries.json(Entries.good());
        List<Optional<LogEntry>> seen = new ArrayList<>();

        new LogReader(1000).read(Entries.stream("[" + entry + "," + entry + ", not even JSON"), (read) -> {
            seen.add(read);
            return seen.size() < 2;
        });

        assertThat(seen).hasSize(2);
    }

    @Test
    void readsABodyThatIsCutInTheMidstOfACharacterOrNoTextAtAll() throws IOException {
        ByteArrayOutputStream posted = new ByteArrayOutputStream();
        posted.write("{\"status\":200,\"resp_body\":\"gr\u00fc".getBytes(StandardCharsets.UTF_8), 0, 29);
        posted.write(new byte[] { (byte) 0xC3, '"', ',', '"', 'c', 'o', 'n', 't', 'e', 'n', 't', '_', 't', 'y', 'p',
                'e', '"', ':', '"', 0x1F + 1, (byte) 0x8B, (byte) 0xFF, '"', '}' });

        LogEntry entry = Entries.readAll(new ByteArrayInputStream(posted.toByteArray())).getFirst().orElseThrow();

        assertThat(entry.body()).startsWith("gr").endsWith("\uFFFD");
        assertThat(entry.status()).hasValue(200);
    }

    @Test
    void takesTheDefaultFormatToo() throws IOException {
        LogEntry entry = golden("default-sse").getFirst().orElseThrow();

        assertThat(entry.status()).hasValue(200);
        assertThat(entry.wasProxied()).isTrue();
        assertThat(entry.ticket()).as("it was recorded without a plugin").isEmpty();
        assertThat(entry.contentType()).contains("text/event-stream");
        assertThat(entry.duration()).isBetween(Duration.ofMillis(1503), Duration.ofMillis(1504));
        assertThat(entry.body()).startsWith("data: ").endsWith("data: [DONE]\n\n").contains("\"prompt_tokens\": 5");
        assertThat(entry.wasAnswered()).isEmpty();
    }

    @Test
    void S1_keepsOfTheDefaultFormatNothingOfTheRequestButTheTicket() {
        String json = "{\"request\":{\"headers\":{\"llmticket\":\"0123456789abcdef0123456789abcdef\","
                + "\"authorization\":\"Bearer sk-canary\"},\"body\":\"sk-canary\"}}";

        LogEntry entry = Entries.readAll(Entries.stream(json)).getFirst().orElseThrow();

        assertThat(entry.ticket()).isPresent();
        assertThat(entry.values().toString()).doesNotContain("sk-canary");
        assertThat(entry.toString()).doesNotContain("0123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(strings = { "batch-array", "default-json", "default-runner-consumer", "logformat-json",
            "logformat-sse", "rewrite-and-stop" })
    void readsWhatARealApisixPosted(String recording) throws IOException {
        assertThat(golden(recording)).isNotEmpty().allSatisfy((entry) -> assertThat(entry).isPresent());
    }

    @Test
    void tellsAStoppedRequestFromOneThatWasProxied() throws IOException {
        assertThat(golden("rewrite-and-stop").stream().map((entry) -> entry.orElseThrow().wasProxied()).toList())
            .containsExactly(true, false);
    }

    private static List<Optional<LogEntry>> golden(String name) throws IOException {
        try (InputStream recorded = Objects.requireNonNull(
                LogReaderTest.class.getResourceAsStream("/golden/http-logger/http-logger-" + name + ".json"))) {
            return Entries.readAll(recorded);
        }
    }

}
