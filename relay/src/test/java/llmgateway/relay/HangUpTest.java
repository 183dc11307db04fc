package llmgateway.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import llmgateway.core.call.Ticket;
import llmgateway.core.http.Headers;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import llmgateway.relay.settings.RelaySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that go away: the provider bills what it made, so its usage is read on. */
@Timeout(60)
class HangUpTest {

    private static final String EVENTS = "HTTP/1.1 200 OK\r\nConnection: close\r\n"
            + "Content-Type: text/event-stream\r\n\r\n";

    private static final String JSON = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n";

    private static final String CONTENT = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";

    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}\n\n"
            + "data: [DONE]\n\n";

    private static final UsageReading USED = new UsageReading.Reported(Usage.ofTokens(3, 5));

    private final CountDownLatch asked = new CountDownLatch(1);

    private final CountDownLatch goOn = new CountDownLatch(1);

    private final CountDownLatch leftAlone = new CountDownLatch(1);

    @Test
    void E8_P18_hangUpAtTheFirstByteIsDrainedToTheUsage() throws Exception {
        try (RawProvider provider = inTwoParts(EVENTS + CONTENT, CONTENT + USAGE);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            relay.forward(Plans.chat(provider.uri("/")), new RecordingClient() {
                @Override
                public OutputStream begin(int status, Headers headers) throws IOException {
                    throw new IOException("Broken pipe");
                }
            });
            assertThat(relay.relay.draining()).as("after the client was let go").isOne();
            this.goOn.countDown();

            assertDrained(relay);
        }
    }

    @Test
    void E8_P18_hangUpInTheMiddleIsDrainedToTheUsage() throws Exception {
        try (RawProvider provider = inTwoParts(EVENTS + CONTENT, CONTENT + USAGE);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = new RecordingClient();
            Thread call = Thread.ofVirtual().start(() -> relay.forward(Plans.chat(provider.uri("/")), client));
            client.firstWrite.await();
            client.goAway();
            call.join();
            assertThat(client.brokenOff).isTrue();
            assertThat(relay.outcomes).as("the attempt goes on").isEmpty();
            this.goOn.countDown();

            assertDrained(relay);
            assertThat(client.text()).as("touched no more").isEqualTo(CONTENT);
        }
    }

    @Test
    void E8_P18_hangUpAtTheEndIsReportedWithTheUsage() throws Exception {
        try (RawProvider provider = RawProvider.answering(EVENTS, CONTENT, USAGE);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            relay.forward(Plans.chat(provider.uri("/")), new RecordingClient() {
                @Override
                void wrote(byte[] bytes, int offset, int length) throws IOException {
                    super.wrote(bytes, offset, length);
                    if (text().contains("[DONE]")) {
                        throw new IOException("Broken pipe");
                    }
                }
            });

            assertDrained(relay);
        }
    }

    @Test
    void P18_plainAnswerIsAwaitedForItsUsageWhenTheClientIsGone() throws Exception {
        try (RawProvider provider = inTwoParts("", JSON + "{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}");
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = new RecordingClient();
            Thread call = Thread.ofVirtual().start(() -> relay.forward(Plans.chat(provider.uri("/")), client));
            this.asked.await();
            client.goAway();
            call.join();
            assertThat(client.status).as("nobody left to answer").isZero();
            this.goOn.countDown();

            assertDrained(relay);
        }
    }

    private static void assertDrained(RelayHarness relay) {
        CallReport report = relay.report();
        assertThat(report.outcome()).isEqualTo(new AttemptOutcome.ClientGone());
        assertThat(report.answer().usage()).isEqualTo(USED);
        assertThat(report.answer().whole()).isTrue();
        assertThat(relay.outcomes).containsExactly(new AttemptOutcome.ClientGone());
    }

    @Test
    void E8_drainingEndsWhenItsTimeIsUp() throws Exception {
        try (RawProvider provider = inTwoParts(EVENTS + CONTENT, "");
                RelayHarness relay = new RelayHarness(Limits.drainFor(Duration.ofMillis(200)))) {
            assertCutOff(provider, relay);
        }
    }

    @Test
    void E8_drainingEndsAtItsBytes() throws Exception {
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            try {
                out.write(EVENTS.getBytes(StandardCharsets.UTF_8));
                while (true) {
                    out.write(CONTENT.getBytes(StandardCharsets.UTF_8));
                }
            }
            finally {
                this.leftAlone.countDown();
            }
        }); RelayHarness relay = new RelayHarness(Limits.drainBytes(100_000))) {
            assertCutOff(provider, relay);
        }
    }

    @Test
    void E8_withoutDrainingTheAnswerIsCutOffAtOnce() throws Exception {
        try (RawProvider provider = inTwoParts(EVENTS + CONTENT, "");
                RelayHarness relay = new RelayHarness(Limits.noDraining())) {
            assertCutOff(provider, relay);
        }
    }

    private void assertCutOff(RawProvider provider, RelayHarness relay) throws InterruptedException {
        RecordingClient client = new RecordingClient();
        Thread call = Thread.ofVirtual().start(() -> relay.forward(Plans.chat(provider.uri("/")), client));
        client.firstWrite.await();
        client.goAway();
        call.join();

        CallReport report = relay.report();
        assertThat(report.outcome()).isEqualTo(new AttemptOutcome.ClientGone());
        assertThat(report.answer().usage()).isEqualTo(new UsageReading.Absent());
        this.leftAlone.await();
    }

    @Test
    void drainingEndsAndIsReportedWhenTheRelayCloses() throws Exception {
        RelayHarness relay = new RelayHarness(RelaySettings.defaults());
        try (RawProvider provider = inTwoParts(EVENTS + CONTENT, "")) {
            RecordingClient client = new RecordingClient();
            Thread call = Thread.ofVirtual().start(() -> relay.forward(Plans.chat(provider.uri("/")), client));
            client.firstWrite.await();
            client.goAway();
            call.join();
            relay.close();

            assertThat(relay.report().outcome()).isEqualTo(new AttemptOutcome.ClientGone());
            assertThat(relay.relay.draining()).isZero();
            this.leftAlone.await();
        }
    }

    @Test
    void P3_callWhoseClientIsGoneBeforeItIsSentWasNeverSent() throws Exception {
        try (RawProvider provider = inTwoParts("", "");
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            relay.forward(Plans.chat(provider.uri("/")), new RecordingClient() {
                @Override
                public void onHangUp(Runnable action) {
                    action.run();
                }
            });

            assertThat(relay.neverSent()).isEqualTo(new Ticket("0123456789abcdef0123456789abcdef"));
            assertThat(provider.requests()).isEmpty();
            relay.assertNothingElseReported();
        }
    }

    @Test
    void interruptedCallEndsAndIsReported() throws Exception {
        try (RawProvider provider = inTwoParts("", "");
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = new RecordingClient();
            Thread call = Thread.ofVirtual().start(() -> relay.forward(Plans.chat(provider.uri("/")), client));
            this.asked.await();
            call.interrupt();
            call.join();

            assertThat(client.status).isEqualTo(502);
            assertThat(relay.report().outcome()).isEqualTo(new AttemptOutcome.Broken());
        }
    }

    /** The second part goes out when the test says so, or the relay is gone. */
    private RawProvider inTwoParts(String first, String second) throws IOException {
        return RawProvider.running((out, socket) -> {
            out.write(first.getBytes(StandardCharsets.UTF_8));
            out.flush();
            this.asked.countDown();
            try {
                if (second.isEmpty()) {
                    socket.getInputStream().read();
                }
                else {
                    this.goOn.await();
                }
                out.write(second.getBytes(StandardCharsets.UTF_8));
            }
            catch (InterruptedException ex) {
                throw new IOException(ex);
            }
            finally {
                this.leftAlone.countDown();
            }
        });
    }

}
