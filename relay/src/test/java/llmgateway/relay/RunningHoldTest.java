package llmgateway.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.call.Endpoint;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.money.Money;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Readmission;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.usage.Usage;
import llmgateway.relay.settings.RelaySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers as far as what their call holds covers them. */
@Timeout(60)
class RunningHoldTest {

    private static final String EVENTS = "HTTP/1.1 200 OK\r\nConnection: close\r\n"
            + "Content-Type: text/event-stream\r\n\r\n";

    private static final String END = "data: [DONE]\n\n";

    private final RelayHarness relay = new RelayHarness(RelaySettings.defaults());

    @AfterEach
    void close() throws IOException {
        this.relay.close();
    }

    private static String words(String text) {
        return "data: {\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
                + "\"}}]}\n\n";
    }

    @Test
    void P1_whatIsCoveredPassesAsItIsAndTheRestIsCutOff() throws IOException {
        try (RawProvider provider = RawProvider.answering(EVENTS + words("one "), words("two "), words("three "),
                words("four "), END)) {
            RecordingClient client = this.relay
                .forward(Plans.chat(provider.uri("/")).withHold(new FixedHold(2, spent())));

            assertThat(client.text()).startsWith(words("one ") + words("two "))
                .doesNotContain("three", "four")
                .contains("\"finish_reason\":\"length\"")
                .endsWith(END);
            assertThat(client.ended).isTrue();
            assertThat(this.relay.report().outcome()).isInstanceOf(AttemptOutcome.BudgetSpent.class);
        }
    }

    @Test
    void P1_framesOfBedrockAreCoveredAndEndedAsItDoes() throws IOException {
        String head = EVENTS.replace("text/event-stream", "application/vnd.amazon.eventstream");
        try (RawProvider provider = RawProvider.answering(head, Frames.begun("one ", "two ", "three "))) {
            RecordingClient client = this.relay
                .forward(Plans.converse(provider.uri("/")).withHold(new FixedHold(2, spent())));

            byte[] covered = Frames.begun("one ", "two ");
            assertThat(client.body.toByteArray()).startsWith(covered);
            assertThat(client.text()).doesNotContain("three")
                .contains("messageStop", "\"stopReason\":\"max_tokens\"", "\"outputTokens\":3");
            assertThat(this.relay.report().outcome()).isInstanceOf(AttemptOutcome.BudgetSpent.class);
        }
    }

    @Test
    void U5_whatCannotBeReadIsNotCoveredAndToldAsAnError() throws IOException {
        try (RawProvider provider = RawProvider.answering(EVENTS + words("one "), "data: nonsense\n\n", END)) {
            RecordingClient client = this.relay
                .forward(Plans.chat(provider.uri("/")).withHold(new FixedHold(9, spent())));

            assertThat(client.text()).startsWith(words("one "))
                .contains("upstream_error")
                .doesNotContain("nonsense", "[DONE]");
            assertThat(this.relay.report().outcome()).isInstanceOf(AttemptOutcome.Broken.class);
        }
    }

    @Test
    void P1_anEventThatIsNotCoveredIsLeftOutOfThoseThatComeTogetherWithIt() throws IOException {
        try (RawProvider provider = RawProvider
            .answering(EVENTS + words("one ") + words("two ") + words("three ") + END)) {
            RecordingClient client = this.relay
                .forward(Plans.chat(provider.uri("/")).withHold(new FixedHold(2, spent())));

            assertThat(client.text()).contains("one ", "two ").doesNotContain("three").endsWith(END);
        }
    }

    @Test
    void P1_aStreamThatIsHeldBackToBeRestartedIsCoveredWordByWordAndCutOff() throws IOException {
        try (RawProvider first = RawProvider.answering(EVENTS + words("one "), words("two "), words("three "), END);
                RawProvider second = RawProvider.answering(EVENTS + words("four ") + END)) {
            RecordingClient client = this.relay
                .forward(Plans.restarting(Plans.chat(first.uri("/")), Plans.chat(second.uri("/")))
                    .withHold(new FixedHold(2, spent())));

            assertThat(client.text()).startsWith(words("one ") + words("two "))
                .doesNotContain("three", "four")
                .contains("\"finish_reason\":\"length\"")
                .endsWith(END);
            assertThat(this.relay.report().outcome()).isInstanceOf(AttemptOutcome.BudgetSpent.class);
        }
    }

    @Test
    void I1_aStreamThatMayNotGoOnWithoutTheStoreEndsInAnError() throws IOException {
        try (RawProvider provider = RawProvider.answering(EVENTS + words("one "), words("two "), END)) {
            RecordingClient client = this.relay.forward(Plans.chat(provider.uri("/"))
                .withHold(new FixedHold(1, new RunningHold.Covering.Away(Rejects.budgetUnavailable("cap")))));

            assertThat(client.text()).startsWith(words("one "))
                .contains("budget_unavailable")
                .doesNotContain("two", "[DONE]");
        }
    }

    @Test
    void aCallThatAsksForReasoningIsCoveredWholeBeforeItIsSent() throws IOException {
        try (RawProvider provider = RawProvider.answering(EVENTS + words("one ") + END)) {
            FixedHold hold = new FixedHold(100, spent());
            this.relay.forward(reasoning(Plans.chat(provider.uri("/"))).withHold(hold));
            assertThat(hold.asked).startsWith("everything");
            this.relay.report();

            FixedHold small = new FixedHold(0, spent());
            RecordingClient client = this.relay.forward(reasoning(Plans.chat(provider.uri("/"))).withHold(small));
            assertThat(client.status).isEqualTo(429);
            assertThat(provider.requests()).hasSize(1);
            assertThat(this.relay.neverSent()).isNotNull();
        }
    }

    @Test
    void E9_afterATargetThatCannotBeCoveredTheNextIsAdmittedAnew() throws IOException {
        Readmission readmission = (ticket, attempt, request) -> new Readmission.Readmitted.Held(RunningHold.WHOLE);
        try (RawProvider first = RawProvider.answering(EVENTS + words("one ") + END);
                RawProvider second = RawProvider.answering(EVENTS + words("two ") + END)) {
            RelayPlan plan = reasoning(
                    Plans.fallingBack(Endpoint.CHAT_COMPLETIONS, readmission, first.uri("/"), second.uri("/")));
            RecordingClient client = this.relay.forward(plan.withHold(new FixedHold(0, spent())));

            assertThat(client.text()).contains("two ");
            assertThat(first.requests()).isEmpty();
            assertThat(this.relay.neverSent()).isEqualTo(plan.ticket());
            assertThat(this.relay.report().ticket()).isNotEqualTo(plan.ticket());
        }
    }

    private static RelayPlan reasoning(RelayPlan plan) {
        byte[] body = """
                {"model":"m","reasoning_effort":"high","messages":[{"role":"user","content":"hi"}]}"""
            .getBytes(StandardCharsets.UTF_8);
        return new RelayPlan(plan.call(), plan.ticket(), body, plan.attempts(), plan.retries(), plan.hold(),
                plan.readmission(), plan.outputLimit(), plan.responseHeaders());
    }

    private static RunningHold.Covering spent() {
        Reject reject = Rejects.spendCapHeld("cap", "1 USD", Money.ZERO, Money.ZERO);
        return new RunningHold.Covering.Spent(reject);
    }

    /** Covers so many texts, and everything if it covers any. */
    private static final class FixedHold implements RunningHold {

        private final int texts;

        private final Covering then;

        private final List<String> asked = new CopyOnWriteArrayList<>();

        FixedHold(int texts, Covering then) {
            this.texts = texts;
            this.then = then;
        }

        @Override
        public boolean isWhole() {
            return false;
        }

        @Override
        public Covering cover(String text) {
            this.asked.add(text);
            return (this.asked.size() <= this.texts) ? new Covering.Covered() : this.then;
        }

        @Override
        public Covering coverAll() {
            this.asked.add("everything");
            return (this.texts > 0) ? new Covering.Covered() : this.then;
        }

        @Override
        public Usage delivered() {
            return Usage.ofTokens(3, this.asked.size());
        }

    }

}
