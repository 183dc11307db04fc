package llmgateway.route.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import llmgateway.core.call.Dialect;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.SharedCooldowns;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.TargetEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TargetHealthTest {

    private static final Target TARGET = target("acme");

    private static final AttemptOutcome GOOD = new AttemptOutcome.Answered(200);

    private static final AttemptOutcome BAD = new AttemptOutcome.Answered(500);

    private static final HealthSettings SETTINGS = new HealthSettings(Duration.ofSeconds(30), 10, 0.5,
            Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(1));

    private long now = 17;

    private final Map<String, Long> shared = new HashMap<>();

    private final List<String> told = new ArrayList<>();

    private boolean otherKeys;

    private final TargetHealth health = node();

    private TargetHealth node() {
        return new TargetHealth(SETTINGS, (provider, key) -> this.otherKeys, shared(), events(), new Random(1),
                () -> this.now);
    }

    private static Target target(String provider) {
        return new Target(provider, Dialect.OPENAI, new RequestModel("m"));
    }

    @Test
    void aTargetMostOfWhoseCallsFailCoolsDown() {
        end(GOOD, 5);
        end(BAD, 4);
        assertThat(this.health.coolingDown(TARGET)).isEmpty();

        end(BAD, 1);

        assertThat(remaining()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
        assertThat(this.health.coolingDown(target("other"))).isEmpty();
        assertThat(this.told).containsExactly("FAILING");
    }

    @Test
    void aFewFailuresAreNotEnough() {
        end(BAD, 9);

        assertThat(this.health.coolingDown(TARGET)).isEmpty();
    }

    @Test
    void whatIsLongAgoDoesNotCount() {
        end(BAD, 9);
        advance(Duration.ofSeconds(31));
        end(BAD, 1);

        assertThat(this.health.coolingDown(TARGET)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 400, 404, 413, 422 })
    void whatTheClientIsToBlameForIsNoFailure(int status) {
        end(new AttemptOutcome.Answered(status), 100);
        end(new AttemptOutcome.ClientGone(), 100);
        end(new AttemptOutcome.HedgeLost(true), 100);

        assertThat(this.health.coolingDown(TARGET)).isEmpty();
    }

    @Test
    void afterItsTimeSingleCallsAreLetThroughUntilOneSucceeds() {
        end(BAD, 10);
        advance(Duration.ofSeconds(10));

        assertThat(this.health.coolingDown(TARGET)).as("the probe").isEmpty();
        assertThat(this.health.coolingDown(TARGET)).as("the next call").isPresent();
        advance(Duration.ofSeconds(1));
        assertThat(this.health.coolingDown(TARGET)).as("another probe").isEmpty();

        end(GOOD, 1);
        assertThat(this.health.coolingDown(TARGET)).isEmpty();
        assertThat(this.health.coolingDown(TARGET)).isEmpty();
        assertThat(this.told).containsExactly("FAILING", "recovered");
        end(BAD, 9);
        assertThat(this.health.coolingDown(TARGET)).as("begins anew").isEmpty();
    }

    @Test
    void whereTheProbeFailsItCoolsDownTwiceAsLongUpToABound() {
        Duration before = Duration.ZERO;
        end(BAD, 10);
        for (int i = 0; i < 10; i++) {
            Duration remaining = remaining();
            assertThat(remaining).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Duration.ofMinutes(1));
            before = (i < 2) ? remaining : before;
            advance(remaining);
            end(BAD, 1);
        }
        assertThat(remaining()).isGreaterThanOrEqualTo(Duration.ofSeconds(48));
    }

    @Test
    void callsThatBeganBeforeItOpenedChangeNothing() {
        end(BAD, 10);
        Duration remaining = remaining();

        end(BAD, 50);
        end(GOOD, 50);

        assertThat(remaining()).isEqualTo(remaining);
    }

    @Test
    void P9_whatTheProviderSaysIsObeyedAtOnceWithinABound() {
        retryAfter(Duration.ofSeconds(7));
        assertThat(remaining()).isEqualTo(Duration.ofSeconds(7));
        assertThat(this.told).containsExactly("RETRY_AFTER");

        retryAfter(Duration.ofHours(7));
        assertThat(remaining()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void P9_whereAnotherKeyIsLeftItIsNotTheTargetThatCoolsDown() {
        this.otherKeys = true;
        retryAfter(Duration.ofSeconds(7));

        assertThat(this.health.coolingDown(TARGET)).isEmpty();
    }

    @Test
    void anotherNodeThatFindsItIllIsBelieved() {
        TargetHealth other = node();
        end(BAD, 10);

        assertThat(other.coolingDown(TARGET))
            .hasValueSatisfying((cooling) -> assertThat(cooling.cause()).isEqualTo(TargetEvents.Cause.OTHER_NODE));
        advance(Duration.ofSeconds(10));
        assertThat(other.coolingDown(TARGET)).as("its own probe").isEmpty();
        assertThat(other.coolingDown(TARGET)).isPresent();
    }

    @Test
    void anOperatorsWordEndsIt() {
        end(BAD, 10);

        assertThat(this.health.close("acme", new RequestModel("other"))).isFalse();
        assertThat(this.health.close("acme", new RequestModel("m"))).isTrue();

        assertThat(this.health.coolingDown(TARGET)).isEmpty();
        assertThat(this.shared).isEmpty();
    }

    @Test
    void standingsNameThoseThatCoolDownFirst() {
        this.health.attemptEnded(new Attempted(target("a"), Optional.empty(), true), new AttemptEnd(GOOD));
        end(BAD, 10);

        List<TargetStanding> standings = this.health.standings();

        assertThat(standings).extracting((standing) -> standing.target().provider()).containsExactly("acme", "a");
        assertThat(standings.getFirst().state()).isEqualTo(TargetStanding.State.OPEN);
        assertThat(standings.getFirst().failures()).isEqualTo(10);
        assertThat(standings.getLast().state()).isEqualTo(TargetStanding.State.CLOSED);
    }

    private void end(AttemptOutcome outcome, int times) {
        for (int i = 0; i < times; i++) {
            this.health.attemptEnded(new Attempted(TARGET, Optional.of("env:KEY"), true), new AttemptEnd(outcome));
        }
    }

    private void retryAfter(Duration time) {
        this.health.attemptEnded(new Attempted(TARGET, Optional.of("env:KEY"), true),
                new AttemptEnd(new AttemptOutcome.Answered(429), Optional.of(time), Optional.empty()));
    }

    private Duration remaining() {
        return this.health.coolingDown(TARGET).orElseThrow().remaining();
    }

    private void advance(Duration time) {
        this.now += time.toNanos();
    }

    private TargetEvents events() {
        return new TargetEvents() {

            @Override
            public void coolsDown(Target target, Cause cause) {
                TargetHealthTest.this.told.add(cause.name());
            }

            @Override
            public void recovered(Target target) {
                TargetHealthTest.this.told.add("recovered");
            }

        };
    }

    private SharedCooldowns shared() {
        return new SharedCooldowns() {

            @Override
            public void begin(Target target, Duration time) {
                TargetHealthTest.this.shared.put(SharedCooldowns.name(target),
                        TargetHealthTest.this.now + time.toNanos());
            }

            @Override
            public void end(Target target) {
                TargetHealthTest.this.shared.remove(SharedCooldowns.name(target));
            }

            @Override
            public Map<String, Long> endNanos() {
                return TargetHealthTest.this.shared;
            }

        };
    }

}
