package llmgateway.relay.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.core.upstream.PlannedAttempt;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.RetryRules;
import llmgateway.core.upstream.Target;

/**
 * The attempts of one call: each target once, in their order, then the one that may be
 * tried again first. One after the other, or two at a time where the rules say so, then
 * of different targets. Used by the call's thread.
 */
public final class AttemptSequence {

    private final RetryRules rules;

    private final LongSupplier nanoTime;

    private final RandomGenerator random;

    private final long begun;

    private final List<Entry> targets = new ArrayList<>();

    private int made;

    private boolean over;

    private boolean hedgesPutOff;

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

    /** The next attempt, if there is to be one; not of a target that is being asked. */
    public Optional<Next> next() {
        if (this.over || this.made >= this.rules.mostAttempts()) {
            return Optional.empty();
        }
        long now = this.nanoTime.getAsLong();
        Optional<Entry> next = free().min(
                Comparator.<Entry>comparingLong((entry) -> entry.waitAt(now)).thenComparingInt((entry) -> entry.tries));
        if (next.isEmpty() || (this.made > 0 && isAfterDeadline(now + next.get().waitAt(now)))) {
            return Optional.empty();
        }
        this.made++;
        return next.map((entry) -> entry.next(now));
    }

    /** Targets that may be asked, now or later, and are not being asked. */
    private Stream<Entry> free() {
        Set<Target> asked = asked().map((entry) -> entry.attempt.target()).collect(Collectors.toSet());
        return this.targets.stream().filter((entry) -> !entry.excluded && !asked.contains(entry.attempt.target()));
    }

    private Stream<Entry> asked() {
        return this.targets.stream().filter((entry) -> entry.asked);
    }

    /**
     * How long until another target is to be asked beside the only one that is being
     * asked; empty if none is to be.
     */
    public Optional<Duration> untilHedge() {
        List<Entry> asked = asked().toList();
        if (this.rules.hedgeAfter().isEmpty() || this.hedgesPutOff || this.over
                || this.made >= this.rules.mostAttempts() || asked.size() != 1) {
            return Optional.empty();
        }
        long now = this.nanoTime.getAsLong();
        long patience = Math.max(0, asked.getFirst().askedAt + this.rules.hedgeAfter().get().toNanos() - now);
        return free().map((entry) -> Math.max(patience, entry.waitAt(now)))
            .min(Comparator.naturalOrder())
            .filter((wait) -> !isAfterDeadline(now + wait))
            .map(Duration::ofNanos);
    }

    /** Whether the attempt under way may be followed by another if it fails. */
    public boolean mayGoOn() {
        return !this.over && this.made < this.rules.mostAttempts() && !isAfterDeadline(this.nanoTime.getAsLong())
                && this.targets.stream().anyMatch((entry) -> !entry.excluded);
    }

    /** An attempt could not be made, and so does not count; nor will it be. */
    public void refused(PlannedAttempt attempt) {
        Entry entry = notMade(attempt);
        entry.excluded = true;
    }

    /**
     * A hedge could not be made, and so does not count: there is none until an attempt
     * has failed.
     */
    public void hedgeRefused(PlannedAttempt attempt) {
        Entry entry = notMade(attempt);
        entry.tries--;
        this.hedgesPutOff = true;
    }

    private Entry notMade(PlannedAttempt attempt) {
        Entry entry = entryOf(attempt);
        entry.asked = false;
        this.made--;
        return entry;
    }

    /**
     * An attempt failed.
     * @param reason empty where no other attempt could do better
     * @param retryAfter how long its provider said to wait
     */
    public void failed(PlannedAttempt attempt, Optional<RetryRules.Reason> reason, Optional<Duration> retryAfter) {
        Entry entry = entryOf(attempt);
        entry.asked = false;
        this.hedgesPutOff = false;
        if (reason.isEmpty() || !this.rules.reasons().contains(reason.get())) {
            this.over = true;
            return;
        }
        entry.excluded = !mayHelpAgain(reason.get());
        entry.notBefore = this.nanoTime.getAsLong() + retryAfter.orElseGet(() -> backoff(entry.tries)).toNanos();
    }

    private Entry entryOf(PlannedAttempt attempt) {
        return this.targets.stream()
            .filter((entry) -> entry.attempt == attempt)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no attempt of this call"));
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

        private boolean asked;

        private long askedAt;

        Entry(PlannedAttempt attempt, long notBefore) {
            this.attempt = attempt;
            this.notBefore = notBefore;
        }

        Next next(long now) {
            long wait = waitAt(now);
            this.tries++;
            this.asked = true;
            this.askedAt = now + wait;
            return new Next(this.attempt, Duration.ofNanos(wait));
        }

        long waitAt(long now) {
            return Math.max(0, this.notBefore - now);
        }

    }

}
