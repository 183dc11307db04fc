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

    private static final Duration PATIENCE = Duration.ofMillis(800);

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

        assertThat(failing(sequence, Reason.SERVER_ERROR, UNSAID).delay()).isZero();
        assertThat(failing(sequence, Reason.SERVER_ERROR, UNSAID).delay()).isZero();
        AttemptSequence.Next again = sequence.next().orElseThrow();
        Duration second = again.delay();
        assertThat(second).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        this.now.addAndGet(second.toNanos());
        sequence.failed(again.attempt(), Optional.of(Reason.SERVER_ERROR), UNSAID);
        this.now.addAndGet(Duration.ofSeconds(1).toNanos());
        failing(sequence, Reason.SERVER_ERROR, UNSAID);
        assertThat(sequence.next()).isEmpty();
    }

    @Test
    void P9_U1_aTargetThatSaysWhenIsNotAskedBeforeAndTheSoonestIsAskedFirst() {
        AttemptSequence sequence = sequence(3, "a", "b");
        failing(sequence, Reason.RATE_LIMIT, Optional.of(Duration.ofSeconds(9)));
        failing(sequence, Reason.RATE_LIMIT, Optional.of(Duration.ofSeconds(2)));

        AttemptSequence.Next next = sequence.next().orElseThrow();

        assertThat(next.attempt().target().provider()).isEqualTo("b");
        assertThat(next.delay()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void noAttemptIsBegunAfterTheDeadline() {
        AttemptSequence sequence = sequence(3, "a");
        failing(sequence, Reason.RATE_LIMIT, Optional.of(Duration.ofSeconds(31)));

        assertThat(sequence.next()).isEmpty();
    }

    @Test
    void aReasonThatIsNotListedEndsTheCall() {
        AttemptSequence sequence = new AttemptSequence(plan(rules(3, EnumSet.of(Reason.CONNECT)), "a", "b"),
                this.now::get, new Random(1));
        failing(sequence, Reason.SERVER_ERROR, UNSAID);

        assertThat(sequence.next()).isEmpty();
    }

    @Test
    void aTargetWhoseModelIsTooSmallIsNotAskedAgain() {
        AttemptSequence sequence = sequence(5, "a", "b");
        failing(sequence, Reason.CONTEXT_LENGTH, UNSAID);

        assertThat(failing(sequence, 3)).containsExactly("b", "b", "b");
    }

    @Test
    void aTargetThatCannotBeAskedCostsNoAttempt() {
        AttemptSequence sequence = sequence(1, "a", "b");
        sequence.refused(sequence.next().orElseThrow().attempt());

        assertThat(sequence.next().orElseThrow().attempt().target().provider()).isEqualTo("b");
    }

    @Test
    void aHedgeIsDueWhenTheOnlyOneThatIsAskedTakesTooLong() {
        AttemptSequence sequence = hedging(3, "a", "b", "c");
        assertThat(sequence.untilHedge()).as("nothing is asked yet").isEmpty();
        sequence.next();
        assertThat(sequence.untilHedge()).hasValue(PATIENCE);

        this.now.addAndGet(PATIENCE.toNanos() + 1);
        assertThat(sequence.untilHedge()).hasValue(Duration.ZERO);
        assertThat(provider(sequence.next())).isEqualTo("b");
        assertThat(sequence.untilHedge()).as("two at a time").isEmpty();
    }

    @Test
    void aFailureBesideAnotherIsFollowedByTheNextHedgeAtOnceIfThatIsDue() {
        AttemptSequence sequence = hedging(3, "a", "b", "c");
        AttemptSequence.Next first = sequence.next().orElseThrow();
        this.now.addAndGet(PATIENCE.toNanos());
        sequence.next();
        sequence.failed(first.attempt(), Optional.of(Reason.SERVER_ERROR), UNSAID);

        assertThat(sequence.untilHedge()).as("b has only begun").hasValue(PATIENCE);
        this.now.addAndGet(PATIENCE.toNanos());
        assertThat(sequence.untilHedge()).hasValue(Duration.ZERO);
        assertThat(provider(sequence.next())).isEqualTo("c");
    }

    @Test
    void theTargetThatIsAskedIsNotAskedAgainBesideItself() {
        AttemptSequence sequence = hedging(3, "a", "a");
        sequence.next();

        assertThat(sequence.untilHedge()).isEmpty();
        assertThat(sequence.next()).isEmpty();
    }

    @Test
    void noHedgeIsMadeBeyondTheMostAttemptsOrTheDeadline() {
        AttemptSequence one = hedging(1, "a", "b");
        one.next();
        assertThat(one.untilHedge()).isEmpty();

        AttemptSequence late = hedging(3, "a", "b");
        late.next();
        this.now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(late.untilHedge()).hasValue(Duration.ZERO);
        this.now.addAndGet(1);
        assertThat(late.untilHedge()).isEmpty();
    }

    @Test
    void P9_aHedgeWaitsAsLongAsItsTargetSaid() {
        AttemptSequence sequence = hedging(4, "a", "b");
        failing(sequence, Reason.RATE_LIMIT, Optional.of(Duration.ofSeconds(5)));
        sequence.next();

        assertThat(sequence.untilHedge()).hasValue(Duration.ofSeconds(5));
    }

    @Test
    void E9_aHedgeThatTheBudgetRefusesIsPutOffUntilSomethingHasFailed() {
        AttemptSequence sequence = hedging(2, "a", "b");
        AttemptSequence.Next first = sequence.next().orElseThrow();
        this.now.addAndGet(PATIENCE.toNanos());
        sequence.hedgeRefused(sequence.next().orElseThrow().attempt());

        assertThat(sequence.untilHedge()).isEmpty();
        sequence.failed(first.attempt(), Optional.of(Reason.SERVER_ERROR), UNSAID);
        assertThat(provider(sequence.next())).isEqualTo("b");
    }

    private static String provider(Optional<AttemptSequence.Next> next) {
        return next.orElseThrow().attempt().target().provider();
    }

    private AttemptSequence hedging(int most, String... providers) {
        return new AttemptSequence(plan(rules(most, EnumSet.allOf(Reason.class)).withHedgeAfter(PATIENCE), providers),
                this.now::get, new Random(1));
    }

    private List<String> failing(AttemptSequence sequence, int times) {
        return IntStream.range(0, times).mapToObj((time) -> {
            AttemptSequence.Next next = sequence.next().orElseThrow();
            this.now.addAndGet(next.delay().toNanos() + 1);
            sequence.failed(next.attempt(), Optional.of(Reason.SERVER_ERROR), UNSAID);
            return next.attempt().target().provider();
        }).toList();
    }

    private static AttemptSequence.Next failing(AttemptSequence sequence, Reason reason,
            Optional<Duration> retryAfter) {
        AttemptSequence.Next next = sequence.next().orElseThrow();
        sequence.failed(next.attempt(), Optional.of(reason), retryAfter);
        return next;
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
