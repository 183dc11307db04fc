package llmgateway.route.balance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.Target;

/** Remembers for a while which targets failed. Thread-safe. */
public final class RecentFailures implements FailureHistory, AttemptListener {

    /** More than a catalogue has; under a wildcard clients make the names up. */
    private static final int MAX_TARGETS = 10_000;

    private final Duration window;

    private final InstantSource clock;

    private final Cache<Target, Instant> failures = Caffeine.newBuilder().maximumSize(MAX_TARGETS).build();

    /**
     * @param window how long a failure is remembered
     */
    public RecentFailures(Duration window, InstantSource clock) {
        this.window = window;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> lastFailure(Target target) {
        return Optional.ofNullable(this.failures.getIfPresent(target))
            .filter((failure) -> failure.plus(this.window).isAfter(this.clock.instant()));
    }

    @Override
    public void attemptEnded(Attempted attempted, AttemptEnd end) {
        if (end.outcome().isFailure()) {
            this.failures.put(attempted.target(), this.clock.instant());
        }
    }

}
