package llmgateway.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import llmgateway.core.ledger.CallReport;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import llmgateway.relay.settings.RelaySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Streams that break after their first words, and are begun anew at the next target. */
@Timeout(60)
class RestartedStreamsTest {

    private static final String CLOSED = "HTTP/1.1 200 OK\r\nConnection: close\r\n";

    private static final String EVENTS = CLOSED + "Content-Type: text/event-stream\r\n\r\n";

    /** The connection ends before its body does. */
    private static final String TORN = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n"
            + "Content-Type: text/event-stream\r\n\r\n";

    private static final String BEGUN = chunk("one ") + chunk("two ");

    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n";

    private static final String WHOLE = chunk("three ") + chunk("four ") + chunkThatStops() + USAGE
            + "data: [DONE]\n\n";

    private static String chunk(String text) {
        return "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
                + "\"}}]}\n\n";
    }

    private static String chunkThatStops() {
        return "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    }

    static Stream<Arguments> breaks() {
        return Stream.of(Arguments.of("torn", TORN + BEGUN), Arguments.of("ended without its end", EVENTS + BEGUN),
                Arguments.of("torn within an event", TORN + BEGUN + "data: {\"cho"),
                Arguments.of("error event", EVENTS + BEGUN + "data: {\"error\":{\"message\":\"overloaded\"}}\n\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void U5_aStreamThatBreaksAfterItsFirstWordsIsAnsweredWhollyByTheNextTarget(String name, String broken)
            throws IOException {
        try (RawProvider first = RawProvider.answering(broken);
                RawProvider second = RawProvider.answering(EVENTS + WHOLE);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay
                .forward(Plans.restarting(Plans.chat(first.uri("/")), Plans.chat(second.uri("/"))));

            assertThat(client.text()).isEqualTo(WHOLE);
            assertThat(client.ended).isTrue();
            assertThat(client.headers.first("x-llm-attempts")).contains("2");
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.Broken(), new AttemptOutcome.Answered(200));
            CallReport broke = relay.report();
            assertThat(broke.outcome()).isEqualTo(new AttemptOutcome.Broken());
            assertThat(broke.answer().delivered().sample()).as("what the provider may bill").isEqualTo("one two ");
            assertThat(relay.report().answer().usage()).isEqualTo(new UsageReading.Reported(Usage.ofTokens(3, 2)));
            relay.assertNothingElseReported();
        }
    }

    @Test
    void U4_aStreamThatFallsSilentAfterItsFirstWordsIsAnsweredWhollyByTheNextTarget() throws IOException {
        try (RawProvider first = RawProvider.running((out, socket) -> {
            out.write((EVENTS + BEGUN).getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.getInputStream().read();
        });
                RawProvider second = RawProvider.answering(EVENTS + WHOLE);
                RelayHarness relay = new RelayHarness(Limits.chunk())) {
            RecordingClient client = relay
                .forward(Plans.restarting(Plans.chat(first.uri("/")), Plans.chat(second.uri("/"))));

            assertThat(client.text()).isEqualTo(WHOLE);
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.TimedOut(), new AttemptOutcome.Answered(200));
        }
    }

    @Test
    void U5_aTranslatedStreamIsBegunAnew() throws IOException {
        String begun = """
                event: message_start
                data: {"type":"message_start","message":{"id":"m","role":"assistant","model":"m","content":[]}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"one "}}

                """;
        try (RawProvider first = RawProvider.answering(EVENTS + begun);
                RawProvider second = RawProvider.answering(EVENTS + WHOLE);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay.forward(Plans.asked(Plans.chat(second.uri("/")),
                    Plans.restarting(Plans.messages(first.uri("/")), Plans.chat(second.uri("/")))));

            assertThat(client.text()).isEqualTo(WHOLE);
        }
    }

    @Test
    void U5_aStreamWhoseUsageIsKeptFromTheClientIsBegunAnew() throws IOException {
        try (RawProvider first = RawProvider.answering(TORN + BEGUN);
                RawProvider second = RawProvider.answering(EVENTS + WHOLE);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay.forward(
                    Plans.restarting(Plans.chatHidingUsage(first.uri("/")), Plans.chatHidingUsage(second.uri("/"))));

            assertThat(client.text()).isEqualTo(WHOLE.replace(USAGE, ""));
        }
    }

    @Test
    void U5_aStreamOfBinaryFramesIsBegunAnew() throws IOException {
        byte[] begun = Frames.begun("one ");
        byte[] whole = Frames.whole("one ");
        String head = CLOSED + "Content-Type: application/vnd.amazon.eventstream\r\n\r\n";
        try (RawProvider first = RawProvider.answering(head, begun);
                RawProvider second = RawProvider.answering(head, whole);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay
                .forward(Plans.restarting(Plans.converse(first.uri("/")), Plans.converse(second.uri("/"))));

            assertThat(client.body.toByteArray()).isEqualTo(whole);
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.Broken(), new AttemptOutcome.Answered(200));
        }
    }

    @Test
    void theLastAttemptThatMayBeMadeStreamsAtOnce() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (RawProvider first = RawProvider.answering(TORN + BEGUN);
                RawProvider second = inTwoParts(EVENTS + BEGUN, WHOLE, goOn);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            assertStreamsAtOnce(relay, Plans.restarting(Plans.chat(first.uri("/")), Plans.chat(second.uri("/"))), goOn);
        }
    }

    @Test
    void nothingIsHeldBackAfterTheDeadlineOfAttempts() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (RawProvider first = inTwoParts(EVENTS + BEGUN, WHOLE, goOn);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            assertStreamsAtOnce(relay,
                    Plans.restarting(Duration.ZERO, Plans.chat(first.uri("/")), Plans.chat(first.uri("/"))), goOn);
        }
    }

    private static void assertStreamsAtOnce(RelayHarness relay, RelayPlan plan, CountDownLatch goOn)
            throws InterruptedException {
        RecordingClient client = new RecordingClient();
        Thread call = Thread.ofVirtual().start(() -> relay.forward(plan, client));
        client.firstWrite.await();
        goOn.countDown();
        call.join();

        assertThat(client.text()).isEqualTo(BEGUN + WHOLE);
    }

    @Test
    void aStreamBeyondWhatIsHeldBackGoesOnToTheClientAndEndsWithAnErrorWhereItBreaks() throws IOException {
        try (RawProvider first = RawProvider.answering(TORN + BEGUN);
                RawProvider second = RawProvider.answering(EVENTS + WHOLE);
                RelayHarness relay = new RelayHarness(Limits.restartable(BEGUN.length() - 1))) {
            RecordingClient client = relay
                .forward(Plans.restarting(Plans.chat(first.uri("/")), Plans.chat(second.uri("/"))));

            assertThat(client.text()).startsWith(BEGUN).contains("\"error\"").doesNotContain("three", "[DONE]");
            assertThat(second.requests()).isEmpty();
        }
    }

    @Test
    void whatFailsAfterAHeldBackStreamIsTold() throws IOException {
        try (RawProvider first = RawProvider.answering(TORN + BEGUN);
                RawProvider second = RawProvider
                    .answering("HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n{}");
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay
                .forward(Plans.restarting(Plans.chat(first.uri("/")), Plans.chat(second.uri("/"))));

            assertThat(client.status).isEqualTo(503);
            assertThat(client.text()).isEqualTo("{}");
        }
    }

    @Test
    void E8_aClientThatHangsUpOnAHeldBackStreamIsNoticedAndTheStreamReadToItsUsage() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (RawProvider first = RawProvider.running((out, socket) -> {
            out.write((EVENTS + BEGUN).getBytes(StandardCharsets.UTF_8));
            out.flush();
            asked.countDown();
            await(goOn);
            out.write(WHOLE.getBytes(StandardCharsets.UTF_8));
        });
                RawProvider second = RawProvider.answering(EVENTS + WHOLE);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = new RecordingClient();
            Thread call = Thread.ofVirtual()
                .start(() -> relay.forward(Plans.restarting(Plans.chat(first.uri("/")), Plans.chat(second.uri("/"))),
                        client));
            asked.await();
            client.goAway();
            call.join();
            assertThat(relay.relay.draining()).isOne();
            goOn.countDown();

            CallReport report = relay.report();
            assertThat(report.outcome()).isEqualTo(new AttemptOutcome.ClientGone());
            assertThat(report.answer().usage()).isEqualTo(new UsageReading.Reported(Usage.ofTokens(3, 2)));
            assertThat(client.status).as("nobody left to answer").isZero();
            assertThat(second.requests()).isEmpty();
        }
    }

    private static RawProvider inTwoParts(String first, String second, CountDownLatch goOn) throws IOException {
        return RawProvider.running((out, socket) -> {
            out.write(first.getBytes(StandardCharsets.UTF_8));
            out.flush();
            await(goOn);
            out.write(second.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            throw new IOException(ex);
        }
    }

}
