package llmgateway.route.balance;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import llmgateway.core.call.Dialect;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.Target;
import llmgateway.route.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecentFailuresTest {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final Target TARGET = new Target("acme", Dialect.OPENAI, new RequestModel("gpt-4o"));

    private final ManualClock clock = new ManualClock();

    private final RecentFailures failures = new RecentFailures(WINDOW, this.clock);

    static Stream<AttemptOutcome> failing() {
        return Stream.of(new AttemptOutcome.Answered(500), new AttemptOutcome.Answered(503),
                new AttemptOutcome.Answered(429), new AttemptOutcome.Answered(401), new AttemptOutcome.Answered(403),
                new AttemptOutcome.Broken(), new AttemptOutcome.TimedOut());
    }

    static Stream<AttemptOutcome> notFailing() {
        return Stream.of(new AttemptOutcome.Answered(200), new AttemptOutcome.Answered(400),
                new AttemptOutcome.Answered(404), new AttemptOutcome.ClientGone());
    }

    @ParameterizedTest
    @MethodSource("failing")
    void remembersAFailureForAWhile(AttemptOutcome outcome) {
        attemptEnded(outcome);

        assertThat(this.failures.lastFailure(TARGET)).hasValue(this.clock.instant());

        this.clock.advance(WINDOW);
        assertThat(this.failures.lastFailure(TARGET)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("notFailing")
    void whatTheProviderIsNotToBlameForIsNoFailure(AttemptOutcome outcome) {
        attemptEnded(outcome);

        assertThat(this.failures.lastFailure(TARGET)).isEmpty();
    }

    @Test
    void anotherModelOfTheSameProviderIsAnotherTarget() {
        attemptEnded(new AttemptOutcome.Broken());

        assertThat(this.failures.lastFailure(new Target("acme", Dialect.OPENAI, new RequestModel("gpt-5")))).isEmpty();
    }

    private void attemptEnded(AttemptOutcome outcome) {
        this.failures.attemptEnded(new Attempted(TARGET, Optional.empty(), true), new AttemptEnd(outcome));
    }

}
