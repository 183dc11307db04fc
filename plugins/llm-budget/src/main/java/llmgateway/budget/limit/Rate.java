package llmgateway.budget.limit;

import java.time.Duration;

/**
 * A bucket that holds so much and refills evenly.
 *
 * @param capacity 1 to {@link #MOST}
 * @param refillPeriod in which an empty bucket becomes full, 1 s to 1 d
 */
public record Rate(long capacity, Duration refillPeriod) {

    /** At most one for each nanosecond of the shortest period. */
    public static final long MOST = 1_000_000_000;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofDays(1);

    public Rate {
        if (capacity < 1 || capacity > MOST) {
            throw new IllegalArgumentException("a bucket holds 1 to " + MOST + ": " + capacity);
        }
        if (refillPeriod.compareTo(SHORTEST) < 0 || refillPeriod.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a bucket refills in 1 s to 1 d: " + refillPeriod);
        }
    }

}
