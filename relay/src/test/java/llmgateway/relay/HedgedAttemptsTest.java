package llmgateway.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Readmission;
import llmgateway.core.upstream.Readmission.Readmitted;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.RetryRules;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import llmgateway.relay.settings.RelaySettings;
import llmgateway.relay.signing.RequestSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A target that is slow to begin, and another that is asked beside it. */
@Timeout(60)
class HedgedAttemptsTest {

    private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Connection: close\r\n\r\n";

    private static final String ROLE = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n";

    private static final String STREAM = "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";

    private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";

    private static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"hi\"}}],"
            + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";

    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final Scripted first = new Scripted();

    private final Scripted second = new Scripted();

    private final Scripted third = new Scripted();

    private final RelayHarness relay = new RelayHarness(RelaySettings.defaults());

    private final List<Ticket> readmitted = new CopyOnWriteArrayList<>();

    private final Readmission readmission = (ticket, attempt, request) -> {
        this.readmitted.add(ticket);
        return new Readmitted.Held(RunningHold.WHOLE);
    };

    private final RecordingClient client = new RecordingClient();

    @AfterEach
    void close() throws IOException {
        this.relay.close();
        Stream.of(this.first, this.second, this.third).forEach(Scripted::close);
    }

    @Test
    void P3_theHedgeThatBeginsFirstAnswersAndTheOtherIsCutOff() throws Exception {
        RelayPlan plan = hedged(AT_ONCE, this.first, this.second);
        Thread call = forward(plan);
        this.first.asked.await();
        this.second.answer(EVENTS + STREAM);
        call.join();

        assertAnswered(STREAM, "second", 2);
        this.first.leftAlone.await();
        assertLost(this.relay.report(), plan.ticket());
        assertClosing(this.relay.report(), this.readmitted.getFirst());
        assertThat(this.relay.hedges).containsExactly("started second", "won second");
        assertThat(this.relay.outcomes).containsExactlyInAnyOrder(new AttemptOutcome.HedgeLost(true),
                new AttemptOutcome.Answered(200));
    }

    @Test
    void P3_theFirstAttemptMayAnswerBeforeItsHedgeDoes() throws Exception {
        RelayPlan plan = hedged(AT_ONCE, this.first, this.second);
        Thread call = forward(plan);
        this.second.asked.await();
        this.first.answer(EVENTS + STREAM);
        call.join();

        assertAnswered(STREAM, "first", 2);
        this.second.leftAlone.await();
        assertLost(this.relay.report(), this.readmitted.getFirst());
        assertClosing(this.relay.report(), plan.ticket());
        assertThat(this.relay.hedges).containsExactly("started second");
    }

    @Test
    void aStreamHasNotBegunBeforeItsFirstWords() throws Exception {
        Thread call = forward(hedged(AT_ONCE, this.first, this.second));
        this.first.send(EVENTS + ROLE);
        this.second.send(EVENTS + ROLE);
        this.first.answer(STREAM);
        call.join();

        assertAnswered(ROLE + STREAM, "first", 2);
    }

    @Test
    void aPlainAnswerHasNotBegunBeforeItIsComplete() throws Exception {
        Thread call = forward(hedged(AT_ONCE, this.first, this.second));
        this.first.send(JSON + ANSWER.substring(0, 20));
        this.second.answer(JSON + ANSWER);
        call.join();

        assertAnswered(ANSWER, "second", 2);
    }

    @Test
    void anAttemptThatAnswersInTimeHasNoHedge() throws Exception {
        Thread call = forward(hedged(Duration.ofHours(1), this.first, this.second));
        this.first.answer(JSON + ANSWER);
        call.join();

        assertAnswered(ANSWER, "first", 1);
        assertThat(this.relay.report().goesOn()).isFalse();
        assertThat(this.relay.hedges).isEmpty();
    }

    @Test
    void aFailureBeforeTheHedgeIsDueIsFollowedAtOnce() throws Exception {
        Thread call = forward(hedged(Duration.ofSeconds(50), this.first, this.second));
        this.first.answer(status("500 Internal Server Error"));
        this.second.answer(JSON + ANSWER);
        call.join();

        assertAnswered(ANSWER, "second", 2);
        assertThat(this.relay.hedges).isEmpty();
    }

    @Test
    void afterAFailureTheOtherGoesOnAlone() throws Exception {
        RelayPlan plan = hedged(AT_ONCE, this.first, this.second);
        Thread call = forward(plan);
        this.second.asked.await();
        this.first.answer(status("500 Internal Server Error"));
        CallReport failed = this.relay.report();
        this.second.answer(JSON + ANSWER);
        call.join();

        assertAnswered(ANSWER, "second", 2);
        assertThat(failed.ticket()).isEqualTo(plan.ticket());
        assertThat(failed.outcome()).isEqualTo(new AttemptOutcome.Answered(500));
        assertThat(failed.goesOn()).isTrue();
        assertClosing(this.relay.report(), this.readmitted.getFirst());
    }

    @Test
    void afterAFailureAThirdIsAskedBesideTheOther() throws Exception {
        Thread call = forward(hedged(AT_ONCE, this.first, this.second, this.third));
        this.second.asked.await();
        assertThat(this.third.asked.getCount()).as("two at a time").isOne();
        this.first.answer(status("500 Internal Server Error"));
        this.third.asked.await();
        this.third.answer(JSON + ANSWER);
        call.join();

        assertAnswered(ANSWER, "third", 3);
        this.second.leftAlone.await();
        assertThat(this.relay.report().outcome()).isEqualTo(new AttemptOutcome.Answered(500));
        assertLost(this.relay.report(), this.readmitted.getFirst());
        assertClosing(this.relay.report(), this.readmitted.getLast());
    }

    @Test
    void whenBothFailTheClientIsToldOfTheLast() throws Exception {
        Thread call = forward(hedged(AT_ONCE, this.first, this.second));
        this.second.asked.await();
        this.first.answer(status("500 Internal Server Error"));
        assertThat(this.relay.report().goesOn()).isTrue();
        this.second.answer(status("429 Too Many Requests"));
        call.join();

        assertThat(this.client.status).isEqualTo(429);
        assertThat(this.client.headers.first("x-llm-provider")).contains("second");
        CallReport last = this.relay.report();
        assertThat(last.outcome()).isEqualTo(new AttemptOutcome.Answered(429));
        assertThat(last.goesOn()).isFalse();
        this.relay.assertNothingElseReported();
    }

    @Test
    void E9_aHedgeForWhichTheBudgetHasNoRoomIsNotMadeUnlessTheFirstFails() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        Thread call = forward(plan(AT_ONCE, (ticket, attempt, request) -> {
            if (refused.getCount() > 0) {
                refused.countDown();
                return new Readmitted.Refused(Rejects.internalError());
            }
            return this.readmission.readmit(ticket, attempt, request);
        }, this.first, this.second));
        refused.await();
        this.first.answer(status("500 Internal Server Error"));
        this.second.answer(JSON + ANSWER);
        call.join();

        assertAnswered(ANSWER, "second", 2);
        assertThat(this.relay.report().outcome()).isEqualTo(new AttemptOutcome.Answered(500));
        assertClosing(this.relay.report(), this.readmitted.getFirst());
        assertThat(this.relay.hedges).as("it was made when nothing else ran").isEmpty();
    }

    @Test
    void E9_theFirstGoesOnWhereTheBudgetHasNoRoomForAHedge() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        Thread call = forward(plan(AT_ONCE, (ticket, attempt, request) -> {
            refused.countDown();
            return new Readmitted.Refused(Rejects.internalError());
        }, this.first, this.second));
        refused.await();
        this.first.answer(JSON + ANSWER);
        call.join();

        assertAnswered(ANSWER, "first", 1);
        assertThat(this.relay.report().goesOn()).isFalse();
        this.relay.assertNothingElseReported();
    }

    @Test
    void E8_P18_bothAreDrainedToTheirUsageWhenTheClientLeaves() throws Exception {
        Thread call = forward(hedged(AT_ONCE, this.first, this.second, this.third));
        this.first.asked.await();
        this.second.asked.await();
        this.client.goAway();
        call.join();
        this.first.answer(JSON + ANSWER);
        this.second.answer(EVENTS + STREAM);

        List<CallReport> reports = List.of(this.relay.report(), this.relay.report());
        assertThat(reports).allSatisfy((report) -> {
            assertThat(report.outcome()).isEqualTo(new AttemptOutcome.ClientGone());
            assertThat(report.answer().usage()).isEqualTo(new UsageReading.Reported(Usage.ofTokens(3, 2)));
            assertThat(report.answer().whole()).isTrue();
        });
        assertThat(reports).extracting(CallReport::goesOn).containsExactly(true, false);
        this.relay.assertNothingElseReported();
        assertThat(this.client.status).isZero();
        assertThat(this.third.asked.getCount()).isOne();
    }

    @Test
    void E8_theWinnerAloneIsDrainedWhenTheClientLeavesIt() throws Exception {
        RelayPlan plan = hedged(AT_ONCE, this.first, this.second);
        Thread call = forward(plan);
        this.first.asked.await();
        this.second.send(EVENTS + STREAM.lines().findFirst().orElseThrow() + "\n\n");
        this.client.firstWrite.await();
        assertLost(this.relay.report(), plan.ticket());
        this.client.goAway();
        call.join();
        this.second.answer(STREAM);

        CallReport last = this.relay.report();
        assertThat(last.outcome()).isEqualTo(new AttemptOutcome.ClientGone());
        assertThat(last.answer().usage()).isEqualTo(new UsageReading.Reported(Usage.ofTokens(3, 2)));
        assertThat(last.goesOn()).isFalse();
    }

    @Test
    void P3_anAttemptThatIsLostBeforeItIsSentGivesBackWhatItHeld() throws Exception {
        CountDownLatch wait = new CountDownLatch(1);
        try (RelayHarness signing = new RelayHarness(waitingFor("first", wait))) {
            RelayPlan plan = hedged(AT_ONCE, this.first, this.second);
            Thread call = Thread.ofVirtual().start(() -> signing.forward(plan, this.client));
            this.second.answer(EVENTS + STREAM);
            call.join();
            wait.countDown();

            assertAnswered(STREAM, "second", 2);
            CallReport lost = signing.report();
            assertThat(lost.ticket()).isEqualTo(plan.ticket());
            assertThat(lost.outcome()).isEqualTo(new AttemptOutcome.HedgeLost(false));
            assertThat(lost.goesOn()).isTrue();
            assertThat(signing.report().goesOn()).isFalse();
            assertThat(this.first.asked.getCount()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "first", "second" })
    void P3_anAttemptThatWasNotSentWhenTheClientLeftGivesBackWhatItHeld(String unsent) throws Exception {
        CountDownLatch wait = new CountDownLatch(1);
        CountDownLatch hedged = new CountDownLatch(1);
        try (RelayHarness signing = new RelayHarness(waitingFor(unsent, wait))) {
            Thread call = Thread.ofVirtual().start(() -> signing.forward(plan(AT_ONCE, (ticket, attempt, request) -> {
                hedged.countDown();
                return this.readmission.readmit(ticket, attempt, request);
            }, this.first, this.second), this.client));
            Scripted sent = unsent.equals("first") ? this.second : this.first;
            sent.asked.await();
            hedged.await();
            this.client.goAway();
            call.join();
            wait.countDown();
            sent.answer(EVENTS + STREAM);

            CallReport givenBack = signing.report();
            assertThat(givenBack.outcome()).isEqualTo(new AttemptOutcome.HedgeLost(false));
            assertThat(givenBack.goesOn()).isTrue();
            CallReport drained = signing.report();
            assertThat(drained.outcome()).isEqualTo(new AttemptOutcome.ClientGone());
            assertThat(drained.answer().usage()).isEqualTo(new UsageReading.Reported(Usage.ofTokens(3, 2)));
            assertThat(drained.goesOn()).isFalse();
            signing.assertNothingElseReported();
        }
    }

    /** Gives no proof for a provider before the latch is down. */
    private static RequestSigner waitingFor(String provider, CountDownLatch latch) {
        return (request) -> {
            if (request.target().provider().equals(provider)) {
                await(latch);
            }
            return Headers.NONE;
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void bothAreCutOffAndReportedWhenTheRelayCloses() throws Exception {
        Thread call = forward(hedged(AT_ONCE, this.first, this.second, this.third));
        this.first.asked.await();
        this.second.asked.await();
        this.relay.close();
        call.join();

        this.first.leftAlone.await();
        this.second.leftAlone.await();
        assertThat(this.client.status).isEqualTo(502);
        assertThat(List.of(this.relay.report(), this.relay.report()))
            .allSatisfy((report) -> assertThat(report.outcome()).isEqualTo(new AttemptOutcome.Broken()))
            .extracting(CallReport::goesOn)
            .containsExactly(true, false);
        this.relay.assertNothingElseReported();
        assertThat(this.third.asked.getCount()).isOne();
    }

    private void assertAnswered(String text, String provider, int attempts) {
        assertThat(this.client.text()).isEqualTo(text);
        assertThat(this.client.ended).isTrue();
        assertThat(this.client.headers.first("x-llm-provider")).contains(provider);
        assertThat(this.client.headers.first("x-llm-attempts").orElse("1")).isEqualTo(Integer.toString(attempts));
    }

    private static void assertLost(CallReport report, Ticket ticket) {
        assertThat(report.ticket()).isEqualTo(ticket);
        assertThat(report.outcome()).isEqualTo(new AttemptOutcome.HedgeLost(true));
        assertThat(report.answer().usage()).isEqualTo(new UsageReading.Absent());
        assertThat(report.goesOn()).isTrue();
    }

    private void assertClosing(CallReport report, Ticket ticket) {
        assertThat(report.ticket()).isEqualTo(ticket);
        assertThat(report.outcome()).isEqualTo(new AttemptOutcome.Answered(200));
        assertThat(report.answer().usage()).isEqualTo(new UsageReading.Reported(Usage.ofTokens(3, 2)));
        assertThat(report.goesOn()).isFalse();
        this.relay.assertNothingElseReported();
    }

    private Thread forward(RelayPlan plan) {
        return Thread.ofVirtual().start(() -> this.relay.forward(plan, this.client));
    }

    private RelayPlan hedged(Duration after, Scripted... providers) {
        return plan(after, this.readmission, providers);
    }

    private static RelayPlan plan(Duration after, Readmission readmission, Scripted... providers) {
        RetryRules rules = new RetryRules(providers.length, EnumSet.allOf(RetryRules.Reason.class),
                Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO, false)
            .withHedgeAfter(after);
        return Plans.of(rules, readmission,
                Stream.of(providers).map((provider) -> provider.raw.uri("/")).toArray(URI[]::new));
    }

    private static String status(String line) {
        return "HTTP/1.1 " + line + "\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
                + "{\"error\":{\"message\":\"no\"}}";
    }

    /** A provider that says what the test has it say, when the test has it. */
    private static final class Scripted implements AutoCloseable {

        private final CountDownLatch asked = new CountDownLatch(1);

        private final CountDownLatch leftAlone = new CountDownLatch(1);

        private final CountDownLatch done = new CountDownLatch(1);

        private final RawProvider raw;

        private volatile OutputStream out = OutputStream.nullOutputStream();

        Scripted() {
            try {
                this.raw = RawProvider.running(this::serve);
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

        private void serve(OutputStream to, Socket socket) throws IOException {
            this.out = to;
            this.asked.countDown();
            Thread.ofVirtual().start(() -> awaitClose(socket));
            try {
                this.done.await();
            }
            catch (InterruptedException ex) {
                throw new IOException(ex);
            }
        }

        private void awaitClose(Socket socket) {
            try {
                socket.getInputStream().read();
            }
            catch (IOException ex) {
                // Left alone as well.
            }
            this.leftAlone.countDown();
            this.done.countDown();
        }

        /** A part of its answer, once it is asked. */
        void send(String part) throws IOException, InterruptedException {
            this.asked.await();
            this.out.write(part.getBytes(StandardCharsets.UTF_8));
            this.out.flush();
        }

        /** All of its answer that is left. */
        void answer(String rest) throws IOException, InterruptedException {
            send(rest);
            this.done.countDown();
        }

        @Override
        public void close() {
            this.raw.close();
        }

    }

}
