package llmgateway.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;

import llmgateway.core.call.Ticket;
import llmgateway.core.http.Headers;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.ledger.CallReports;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import llmgateway.dialect.error.ErrorWriter;
import llmgateway.dialect.translation.Translations;
import llmgateway.relay.provider.UpstreamFailures;
import llmgateway.relay.settings.RelaySettings;
import llmgateway.relay.signing.RequestSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RelayReportsTest {

    private static final String EVENTS = "HTTP/1.1 200 OK\r\nConnection: close\r\n"
            + "Content-Type: text/event-stream\r\n\r\n";

    private static final String JSON = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n";

    private static final String CONTENT = "data: {\"model\":\"gpt-4o-1\",\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";

    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}\n\n";

    private static final String DONE = "data: [DONE]\n\n";

    private static final UsageReading USED = new UsageReading.Reported(Usage.ofTokens(3, 5));

    private static final UsageReading ABSENT = new UsageReading.Absent();

    private static final Ticket TICKET = new Ticket("0123456789abcdef0123456789abcdef");

    private final RelayHarness relay = new RelayHarness(RelaySettings.defaults());

    @AfterEach
    void close() throws IOException {
        this.relay.close();
        this.relay.assertNothingElseReported();
    }

    @Test
    void P6_usageThatStandsInTheHeadAloneIsReportedAndToldToTheClient() throws IOException {
        try (RawProvider provider = RawProvider.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                        + "X-Amzn-Bedrock-Input-Token-Count: 7\r\n\r\n",
                "{\"id\":\"x\",\"texts\":[\"a\"],\"embeddings\":{\"float\":[[0.5]]}}")) {
            RecordingClient client = this.relay.forward(Plans.cohereEmbeddingsAtBedrock(provider.uri("/")));

            assertThat(this.relay.report().answer().usage())
                .isEqualTo(new UsageReading.Reported(Usage.of(Meter.INPUT_TOKENS, 7)));
            assertThat(client.text()).contains("\"prompt_tokens\":7", "\"embedding\":[0.5]");
        }
    }

    @Test
    void aStreamIsReportedWithItsUsage() throws IOException {
        CallReport report = reportOf(EVENTS + CONTENT + USAGE + DONE);

        assertThat(report.ticket()).isEqualTo(TICKET);
        assertThat(report.outcome()).isEqualTo(new AttemptOutcome.Answered(200));
        assertThat(report.answer().usage()).isEqualTo(USED);
        assertThat(report.answer().model())
            .hasValueSatisfying((model) -> assertThat(model.name()).isEqualTo("gpt-4o-1"));
        assertThat(report.answer().whole()).isTrue();
        assertThat(report.tries()).singleElement().satisfies((attempt) -> {
            assertThat(attempt.outcome()).isEqualTo(report.outcome());
            assertThat(attempt.duration()).isLessThanOrEqualTo(report.duration());
            assertThat(attempt.server()).isPresent();
        });
        assertThat(report.firstToken())
            .hasValueSatisfying((first) -> assertThat(first).isPositive().isLessThanOrEqualTo(report.duration()));
    }

    @Test
    void E7_usageThatIsHiddenFromTheClientIsReadAllTheSame() throws IOException {
        try (RawProvider provider = RawProvider.answering(EVENTS, CONTENT, USAGE, DONE)) {
            RecordingClient client = this.relay.forward(Plans.chatHidingUsage(provider.uri("/")));

            assertThat(client.text()).isEqualTo(CONTENT + DONE);
            assertThat(this.relay.report().answer().usage()).isEqualTo(USED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 10, 10_000_000 })
    void aPlainAnswerIsReportedWithItsUsageHeldBackOrNot(int heldBack) throws IOException {
        try (RawProvider provider = RawProvider.answering(JSON,
                "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}");
                RelayHarness bounded = new RelayHarness(Limits.heldBack(heldBack))) {
            bounded.forward(Plans.chat(provider.uri("/")));
            AnswerReading answer = bounded.report().answer();

            assertThat(answer.usage()).isEqualTo(USED);
            assertThat(answer.whole()).isTrue();
        }
    }

    @Test
    void anErrorOfTheProviderIsReportedAsOne() throws IOException {
        CallReport report = reportOf(JSON.replace("200 OK", "429 Slow Down") + "{\"error\":{\"message\":\"slow\"}}");

        assertThat(report.outcome()).isEqualTo(new AttemptOutcome.Answered(429));
        assertThat(report.answer().error()).isTrue();
        assertThat(report.answer().usage()).isEqualTo(ABSENT);
    }

    @Test
    void U3_aProviderOutOfReachIsReportedSo() {
        this.relay.forward(Plans.chat(URI.create("http://provider.invalid/")));
        CallReport report = this.relay.report();

        assertThat(report.outcome()).isEqualTo(new AttemptOutcome.Unreachable());
        assertThat(report.answer()).isEqualTo(AnswerReading.NOTHING);
        assertThat(report.firstToken()).isEmpty();
    }

    @Test
    void U3_tlsThatFailsWhileAnAnswerIsUnderWayIsNoMatterOfReach() {
        assertThat(UpstreamFailures.reject(new SSLException("alert"), false, true, "acme").message()).contains("broke");
        assertThat(UpstreamFailures.reject(new SSLException("alert"), false, false, "acme").message())
            .contains("could not be reached");
    }

    @Test
    void U5_aCutStreamIsReportedWithWhatItSaidOfItsUsage() throws IOException {
        String chunked = EVENTS.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n");
        CallReport counted = reportOf(chunked + "200\r\n" + CONTENT + USAGE);
        assertThat(counted.outcome()).isEqualTo(new AttemptOutcome.Broken());
        assertThat(counted.answer().usage()).isEqualTo(USED);
        assertThat(counted.answer().whole()).isFalse();

        CallReport uncounted = reportOf(chunked + "200\r\n" + CONTENT + USAGE.substring(0, USAGE.length() - 8));
        assertThat(uncounted.outcome()).isEqualTo(new AttemptOutcome.Broken());
        assertThat(uncounted.answer().usage()).isEqualTo(ABSENT);
    }

    @Test
    void U6_anEndlessStreamIsReportedBrokenAtItsCap() throws IOException {
        try (RawProvider provider = endless(); RelayHarness bounded = new RelayHarness(Limits.answerBytes(100_000))) {
            bounded.forward(Plans.chat(provider.uri("/")));

            assertThat(bounded.report().outcome()).isEqualTo(new AttemptOutcome.Broken());
        }
    }

    private static RawProvider endless() throws IOException {
        return RawProvider.running((out, socket) -> {
            out.write(EVENTS.getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write(CONTENT.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @Test
    void U7_truncatedJsonAndPagesAreReportedBrokenAndWithoutUsage() throws IOException {
        for (String answer : List.of(
                JSON.replace("\r\n\r\n", "\r\nContent-Length: 900\r\n\r\n")
                        + "{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5},\"choices\":[",
                JSON.replace("application/json", "text/html")
                        + "<p>{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}")) {
            CallReport report = reportOf(answer);

            assertThat(report.outcome()).isEqualTo(new AttemptOutcome.Broken());
            assertThat(report.answer().usage()).isEqualTo(ABSENT);
        }
    }

    @Test
    void U9_usageOfAGzippedStreamIsExactHoweverItIsCut() throws IOException {
        byte[] zipped = gzip(CONTENT + USAGE + DONE);
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            out.write(
                    EVENTS.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            for (byte b : zipped) {
                out.write(b);
                out.flush();
            }
        })) {
            this.relay.forward(Plans.chat(provider.uri("/")));

            assertThat(this.relay.report().answer().usage()).isEqualTo(USED);
        }
    }

    @Test
    void U9_aCodingThatCannotBeReadTellsNoUsage() throws IOException {
        CallReport report = reportOf(
                EVENTS.replace("\r\n\r\n", "\r\nContent-Encoding: br\r\n\r\n") + CONTENT + USAGE + DONE);

        assertThat(report.outcome()).isEqualTo(new AttemptOutcome.Answered(200));
        assertThat(report.answer().usage()).isEqualTo(ABSENT);
        assertThat(report.answer().whole()).isTrue();
    }

    @Test
    void theClientDoesNotWaitForTheReport() throws Exception {
        CountDownLatch settled = new CountDownLatch(1);
        CountDownLatch reported = new CountDownLatch(1);
        CallReports slow = new CallReports() {
            @Override
            public void ended(CallReport report) {
                try {
                    settled.await();
                }
                catch (InterruptedException ex) {
                    throw new IllegalStateException(ex);
                }
                reported.countDown();
            }

            @Override
            public void neverSent(Ticket ticket) {
                throw new IllegalStateException("it was sent");
            }
        };
        try (RawProvider provider = RawProvider.answering(JSON, "{}");
                Relay direct = new Relay(RelaySettings.defaults(), new ErrorWriter(),
                        Translations.all(InstantSource.system()), RequestSigner.NONE, List.of(), slow)) {
            RecordingClient client = new RecordingClient();
            direct.forward(Plans.chat(provider.uri("/")), client);

            assertThat(client.ended).isTrue();
            assertThat(reported.getCount()).isOne();
            settled.countDown();
            reported.await();
        }
    }

    @Test
    void aFaultOnTheClientsSideIsReportedOnceToo() throws IOException {
        try (RawProvider provider = RawProvider.answering(JSON, "{}")) {
            this.relay.forward(Plans.chat(provider.uri("/")), new RecordingClient() {
                @Override
                public OutputStream begin(int status, Headers headers) {
                    throw new IllegalStateException("a fault");
                }
            });

            assertThat(this.relay.report().outcome()).isEqualTo(new AttemptOutcome.Broken());
        }
    }

    @Test
    void aCallAfterTheEndIsAnsweredAndReported() throws IOException {
        RelayHarness closed = new RelayHarness(RelaySettings.defaults());
        closed.close();
        RecordingClient client = closed.forward(Plans.chat(URI.create("http://127.0.0.1:1/")));

        assertThat(client.status).isGreaterThanOrEqualTo(500);
        assertThat(closed.report().outcome()).isEqualTo(new AttemptOutcome.Unreachable());
        closed.assertNothingElseReported();
    }

    private CallReport reportOf(String answer) throws IOException {
        try (RawProvider provider = RawProvider.answering(answer)) {
            this.relay.forward(Plans.chat(provider.uri("/")));
            return this.relay.report();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zipped.toByteArray();
    }

}
