package llmgateway.route.health;

import java.time.Duration;
import java.util.Optional;

import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.TargetEvents.Cause;

/**
 * How a target is, as far as this node knows.
 *
 * @param remaining until single calls are let through; 0 unless it is open
 * @param cause why it cools down; empty while it does not
 * @param calls in the window that is looked at
 * @param failures of these
 */
public record TargetStanding(Target target, State state, Duration remaining, Optional<Cause> cause, int calls,
        int failures) {

    static TargetStanding of(Target target, Circuit.Standing standing) {
        return new TargetStanding(target, standing.state(), standing.remaining(), standing.cause(), standing.calls(),
                standing.failures());
    }

    /** Of the target's circuit breaker. */
    public enum State {

        /** It is asked. */
        CLOSED,

        /** Single calls find out whether it is well again. */
        HALF_OPEN,

        /** It is not asked. */
        OPEN

    }

}
