package llmgateway.relay.retry;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.PlannedAttempt;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.RetryRules;
import llmgateway.core.upstream.RetryRules.Reason;
import llmgateway.core.upstream.Target;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptSequenceTest {

    private static final Optional<Duration> UNSAID = Optional.empty();

    private final AtomicLong now = new AtomicLong();

    @Test
    void asksEachTargetOnceBeforeAnyAgain() {
        AttemptSequence sequence = sequence(5, "a", "b", "c");

        assertThat(failing(sequence, 3)).containsExactly("a", "b", "c");
        assertThat(failing(sequence, 1)).containsAnyOf("a", "b", "c");
    }

    @Test
    void makesAsManyAttemptsAsAreAllowed() {
        AttemptSequence sequence = sequence(2, "a", "b", "c");
        failing(sequence, 1);
        assertThat(sequence.mayGoOn()).isTrue();
        failing(sequence, 1);

        assertThat(sequence.mayGoOn()).isFalse();
        assertThat(sequence.next()).isEmpty();
    }

    @Test
    void anotherTargetIsAskedAtOnceAndTheSameOneAfterALongerWaitEachTime() {
        AttemptSequence sequence = sequence(4, "a", "b");

        assertThat(sequence.next().orElseThrow().delay()).isZero();
        sequence.failed(Optional.of(Reason.SERVER_ERROR), UNSAID);
        assertThat(sequence.next().orElseThrow().delay()).isZero();
        sequence.failed(Optional.of(Reason.SERVER_ERROR), UNSAID);
        Duration second = sequence.next().orElseThrow().delay();
        assertThat(second).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        this.now.addAndGet(second.toNanos());
        sequence.failed(Optional.of(Reason.SERVER_ERROR), UNSAID);
        this.now.addAndGet(Duration.ofSeconds(1).toNanos());
        sequence.next();
        sequence.failed(Optional.of(Reason.SERVER_ERROR), UNSAID);
        assertThat(sequence.next()).isEmpty();
    }

    @Test
    void P9_U1_aTargetThatSaysWhenIsNotAskedBeforeAndTheSoonestIsAskedFirst() {
        AttemptSequence sequence = sequence(3, "a", "b");
        sequence.next();
        sequence.failed(Optional.of(Reason.RATE_LIMIT), Optional.of(Duration.ofSeconds(9)));
        sequence.next();
        sequence.failed(Optional.of(Reason.RATE_LIMIT), Optional.of(Duration.ofSeconds(2)));

        AttemptSequence.Next next = sequence.next().orElseThrow();

        assertThat(next.attempt().target().provider()).isEqualTo("b");
        assertThat(next.delay()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void noAttemptIsBegunAfterTheDeadline() {
        AttemptSequence sequence = sequence(3, "a");
        sequence.next();
        sequence.failed(Optional.of(Reason.RATE_LIMIT), Optional.of(Duration.ofSeconds(31)));

        assertThat(sequence.next()).isEmpty();
    }

    @Test
    void aReasonThatIsNotListedEndsTheCall() {
        AttemptSequence sequence = new AttemptSequence(plan(rules(3, EnumSet.of(Reason.CONNECT)), "a", "b"),
                this.now::get, new Random(1));
        sequence.next();
        sequence.failed(Optional.of(Reason.SERVER_ERROR), UNSAID);

        assertThat(sequence.next()).isEmpty();
    }

    @Test
    void aTargetWhoseModelIsTooSmallIsNotAskedAgain() {
        AttemptSequence sequence = sequence(5, "a", "b");
        sequence.next();
        sequence.failed(Optional.of(Reason.CONTEXT_LENGTH), UNSAID);

        assertThat(failing(sequence, 3)).containsExactly("b", "b", "b");
    }

    @Test
    void aTargetThatCannotBeAskedCostsNoAttempt() {
        AttemptSequence sequence = sequence(1, "a", "b");
        sequence.next();
        sequence.refused();

        assertThat(sequence.next().orElseThrow().attempt().target().provider()).isEqualTo("b");
    }

    private List<String> failing(AttemptSequence sequence, int times) {
        return IntStream.range(0, times).mapToObj((time) -> {
            AttemptSequence.Next next = sequence.next().orElseThrow();
            this.now.addAndGet(next.delay().toNanos() + 1);
            sequence.failed(Optional.of(Reason.SERVER_ERROR), UNSAID);
            return next.attempt().target().provider();
        }).toList();
    }

    private AttemptSequence sequence(int most, String... providers) {
        return new AttemptSequence(plan(rules(most, EnumSet.allOf(Reason.class)), providers), this.now::get,
                new Random(1));
    }

    private static RetryRules rules(int most, Set<Reason> reasons) {
        return new RetryRules(most, reasons, Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(1),
                false);
    }

    private static RelayPlan plan(RetryRules rules, String... providers) {
        Call call = new Call(CallId.random(new Random(1)), Caller.UNKNOWN, Endpoint.CHAT_COMPLETIONS, Optional.empty(),
                false, OptionalLong.empty(), 1, Optional.empty(), Call.Labels.NONE);
        return new RelayPlan(call, new Ticket("0123456789abcdef0123456789abcdef"), new byte[0],
                List.of(providers).stream().map(Named::new).toList(), rules, Headers.NONE);
    }

    private record Named(String provider) implements PlannedAttempt {

        @Override
        public CatalogueModel model() {
            return new CatalogueModel("m");
        }

        @Override
        public Target target() {
            return new Target(this.provider, Dialect.OPENAI, new RequestModel("m"));
        }

        @Override
        public Prepared prepare(OptionalLong outputLimit) {
            return new Prepared.Refused(Rejects.internalError());
        }

    }

}
