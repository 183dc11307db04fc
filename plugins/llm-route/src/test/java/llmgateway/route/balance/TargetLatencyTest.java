package llmgateway.route.balance;

import java.time.Duration;
import java.util.Optional;

import llmgateway.core.call.Dialect;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.Target;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TargetLatencyTest {

    private static final Target TARGET = new Target("acme", Dialect.OPENAI, new RequestModel("m"));

    private long now;

    private final TargetLatency latency = new TargetLatency(() -> this.now);

    @Test
    void followsARiseAtOnceAndAFallByAndBy() {
        took(100);
        took(900);
        assertThat(millis()).isEqualTo(900);

        advance(Duration.ofSeconds(10));
        took(100);
        assertThat(millis()).isBetween(600L, 800L);
    }

    @Test
    void isForgottenSoThatASlowTargetIsTriedAgain() {
        took(5000);

        advance(Duration.ofMinutes(5));

        assertThat(millis()).isLessThan(1);
    }

    @Test
    void aHedgeThatIsLostTellsThatItWouldHaveTakenLonger() {
        lost(800);
        assertThat(millis()).as("of a target that never answers first").isEqualTo(800);
        lost(50);
        assertThat(millis()).as("which says nothing new").isEqualTo(800);
        lost(900);
        assertThat(millis()).isEqualTo(900);
    }

    @Test
    void nothingIsKnownOfATargetThatWasNotAsked() {
        assertThat(millis()).isZero();
        this.latency.attemptEnded(new Attempted(TARGET, Optional.empty(), true),
                new AttemptEnd(new AttemptOutcome.Unreachable()));
        assertThat(millis()).isZero();
    }

    private void took(long millis) {
        ended(new AttemptOutcome.Answered(200), millis);
    }

    private void lost(long millis) {
        ended(new AttemptOutcome.HedgeLost(true), millis);
    }

    private void ended(AttemptOutcome outcome, long millis) {
        this.latency.attemptEnded(new Attempted(TARGET, Optional.empty(), true),
                new AttemptEnd(outcome, Optional.empty(), Optional.of(Duration.ofMillis(millis))));
    }

    private long millis() {
        return Math.round(this.latency.of(TARGET) / 1e6);
    }

    private void advance(Duration time) {
        this.now += time.toNanos();
    }

}
