package llmgateway.relay.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

import llmgateway.core.upstream.PlannedAttempt;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.RetryRules;

/**
 * The attempts of one call, one after the other: each target once, in their order, then
 * the one that may be tried again first. Used by the call's thread.
 */
public final class AttemptSequence {

    private final RetryRules rules;

    private final LongSupplier nanoTime;

    private final RandomGenerator random;

    private final long begun;

    private final List<Entry> targets = new ArrayList<>();

    private Optional<Entry> current = Optional.empty();

    private int made;

    private boolean over;

    /**
     * @param nanoTime the clock, such as {@link System#nanoTime}; the call begins now
     * @param random spreads what waits at the same time
     */
    public AttemptSequence(RelayPlan plan, LongSupplier nanoTime, RandomGenerator random) {
        this.rules = plan.retries();
        this.nanoTime = nanoTime;
        this.random = random;
        this.begun = nanoTime.getAsLong();
        plan.attempts()
            .forEach((attempt) -> this.targets.add(new Entry(attempt, this.begun + attempt.notBefore().toNanos())));
    }

    /** The next attempt, if there is to be one. */
    public Optional<Next> next() {
        if (this.over || this.made >= this.rules.mostAttempts()) {
            return Optional.empty();
        }
        long now = this.nanoTime.getAsLong();
        Optional<Entry> next = this.targets.stream()
            .filter((entry) -> !entry.excluded)
            .min(Comparator.<Entry>comparingLong((entry) -> entry.waitAt(now))
                .thenComparingInt((entry) -> entry.tries));
        if (next.isEmpty() || (this.made > 0 && isAfterDeadline(now + next.get().waitAt(now)))) {
            return Optional.empty();
        }
        this.current = next;
        this.made++;
        next.get().tries++;
        return next.map((entry) -> new Next(entry.attempt, Duration.ofNanos(entry.waitAt(now))));
    }

    /** Whether the attempt under way may be followed by another if it fails. */
    public boolean mayGoOn() {
        return !this.over && this.made < this.rules.mostAttempts() && !isAfterDeadline(this.nanoTime.getAsLong())
                && this.targets.stream().anyMatch((entry) -> !entry.excluded);
    }

    /** The attempt under way could not be made, and so does not count. */
    public void refused() {
        this.current.ifPresent((entry) -> entry.excluded = true);
        this.made--;
    }

    /**
     * The attempt under way failed.
     * @param reason empty where no other attempt could do better
     * @param retryAfter how long its provider said to wait
     */
    public void failed(Optional<RetryRules.Reason> reason, Optional<Duration> retryAfter) {
        if (reason.isEmpty() || !this.rules.reasons().contains(reason.get())) {
            this.over = true;
            return;
        }
        this.current.ifPresent((entry) -> {
            entry.excluded = !mayHelpAgain(reason.get());
            entry.notBefore = this.nanoTime.getAsLong() + retryAfter.orElseGet(() -> backoff(entry.tries)).toNanos();
        });
    }

    /** How many attempts were made. */
    public int made() {
        return this.made;
    }

    private static boolean mayHelpAgain(RetryRules.Reason reason) {
        return switch (reason) {
            case CONNECT, TIMEOUT, BROKEN, CONFLICT, RATE_LIMIT, SERVER_ERROR, KEY_REFUSED -> true;
            case MODEL_NOT_FOUND, CONTEXT_LENGTH, CONTENT_FILTER -> false;
        };
    }

    /**
     * Half of it for certain, the rest by chance, so that calls do not return at once.
     */
    private Duration backoff(int tries) {
        Duration full = this.rules.backoff().multipliedBy(1L << Math.min(tries - 1, 20));
        Duration bounded = (full.compareTo(this.rules.longestBackoff()) > 0) ? this.rules.longestBackoff() : full;
        long half = bounded.toNanos() / 2;
        return Duration.ofNanos(half + ((half == 0) ? 0 : this.random.nextLong(half + 1)));
    }

    private boolean isAfterDeadline(long at) {
        return at - this.begun > this.rules.deadline().toNanos();
    }

    /**
     * @param delay before it is made; 0 or more
     */
    public record Next(PlannedAttempt attempt, Duration delay) {
    }

    private static final class Entry {

        private final PlannedAttempt attempt;

        private long notBefore;

        private int tries;

        private boolean excluded;

        Entry(PlannedAttempt attempt, long notBefore) {
            this.attempt = attempt;
            this.notBefore = notBefore;
        }

        long waitAt(long now) {
            return Math.max(0, this.notBefore - now);
        }

    }

}
