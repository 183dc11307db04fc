package llmgateway.route.health;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

import llmgateway.core.upstream.TargetEvents.Cause;
import llmgateway.route.health.TargetStanding.State;

/**
 * The circuit breaker of one target (Nygard, Release It!, 2007): closed while its calls
 * succeed; open, so that nobody waits for it, when too many of those in the last while
 * have failed; then half open, letting single calls through until one succeeds. Calls are
 * counted in a ring of buckets of equal time. Each opening lasts twice as long as the one
 * before, less up to a fifth by chance, so that nodes do not come back together.
 * Thread-safe.
 */
final class Circuit {

    static final int BUCKETS = 10;

    private static final int MOST_DOUBLINGS = 20;

    private final HealthSettings settings;

    private final RandomGenerator random;

    private final int[] calls = new int[BUCKETS];

    private final int[] failures = new int[BUCKETS];

    private long bucket;

    private boolean closed = true;

    private long openUntil;

    private Cause cause = Cause.FAILING;

    private long nextProbe;

    private int openings;

    /**
     * @param now by {@link System#nanoTime}, as is every other time
     */
    Circuit(HealthSettings settings, RandomGenerator random, long now) {
        this.settings = settings;
        this.random = random;
        this.bucket = bucketOf(now);
    }

    /** Empty if a call may be made; where it is half open, then not to the next one. */
    synchronized Optional<CoolingDown> coolingDown(long now) {
        if (this.closed) {
            return Optional.empty();
        }
        long waitFor = Math.max(this.openUntil - now, this.nextProbe - now);
        if (waitFor > 0) {
            return Optional.of(new CoolingDown(Duration.ofNanos(waitFor), this.cause));
        }
        this.nextProbe = now + this.settings.probeInterval().toNanos();
        return Optional.empty();
    }

    /**
     * A call has succeeded.
     * @return whether that closes the circuit
     */
    synchronized boolean succeeded(long now) {
        if (this.closed) {
            count(false, now);
            return false;
        }
        return now - this.openUntil >= 0 && close();
    }

    /**
     * A call has failed.
     * @return for how long that opens the circuit; empty if it does not
     */
    synchronized Optional<Duration> failed(long now) {
        if (!this.closed) {
            // Of a call that began before it opened nothing new is learnt.
            return (now - this.openUntil >= 0) ? Optional.of(open(nextCooldown(), Cause.FAILING, now))
                    : Optional.empty();
        }
        count(true, now);
        int all = Arrays.stream(this.calls).sum();
        int failed = Arrays.stream(this.failures).sum();
        boolean opens = this.settings.minimumCalls() > 0 && all >= this.settings.minimumCalls()
                && failed >= all * this.settings.failureRatio();
        return opens ? Optional.of(open(nextCooldown(), Cause.FAILING, now)) : Optional.empty();
    }

    /**
     * Opens it for a time that somebody else has said.
     * @return for how long; empty if it stays open longer anyway
     */
    synchronized Optional<Duration> openFor(Duration time, Cause why, long now) {
        Duration bounded = shorter(time, this.settings.longestCooldown());
        if (!bounded.isPositive() || (!this.closed && this.openUntil - now >= bounded.toNanos())) {
            return Optional.empty();
        }
        return Optional.of(open(bounded, why, now));
    }

    /**
     * @return false if it was closed already
     */
    synchronized boolean close() {
        boolean wasOpen = !this.closed;
        this.closed = true;
        this.openings = 0;
        Arrays.fill(this.calls, 0);
        Arrays.fill(this.failures, 0);
        return wasOpen;
    }

    synchronized Standing standing(long now) {
        turnTo(bucketOf(now));
        State state = this.closed ? State.CLOSED : (this.openUntil - now > 0) ? State.OPEN : State.HALF_OPEN;
        Duration remaining = (state == State.OPEN) ? Duration.ofNanos(this.openUntil - now) : Duration.ZERO;
        return new Standing(state, remaining, this.closed ? Optional.empty() : Optional.of(this.cause),
                Arrays.stream(this.calls).sum(), Arrays.stream(this.failures).sum());
    }

    private Duration open(Duration time, Cause why, long now) {
        this.closed = false;
        this.cause = why;
        this.openUntil = now + time.toNanos();
        this.nextProbe = this.openUntil;
        return time;
    }

    private Duration nextCooldown() {
        Duration doubled = this.settings.cooldown().multipliedBy(1L << Math.min(this.openings, MOST_DOUBLINGS));
        this.openings++;
        long nanos = shorter(doubled, this.settings.longestCooldown()).toNanos();
        return Duration.ofNanos(nanos - this.random.nextLong(nanos / 5 + 1));
    }

    private void count(boolean failed, long now) {
        turnTo(bucketOf(now));
        int index = Math.floorMod(this.bucket, BUCKETS);
        this.calls[index]++;
        this.failures[index] += failed ? 1 : 0;
    }

    private void turnTo(long next) {
        for (long gone = Math.max(this.bucket + 1, next - BUCKETS + 1); gone <= next; gone++) {
            int index = Math.floorMod(gone, BUCKETS);
            this.calls[index] = 0;
            this.failures[index] = 0;
        }
        this.bucket = Math.max(this.bucket, next);
    }

    private long bucketOf(long now) {
        return Math.floorDiv(now, this.settings.window().toNanos() / BUCKETS);
    }

    private static Duration shorter(Duration one, Duration other) {
        return (one.compareTo(other) < 0) ? one : other;
    }

    /**
     * @param remaining until it is half open
     * @param cause empty while it is closed
     * @param calls in the window
     * @param failures of these
     */
    record Standing(State state, Duration remaining, Optional<Cause> cause, int calls, int failures) {
    }

}
