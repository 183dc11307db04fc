package llmgateway.budget.account.redis;

import java.time.Duration;

/**
 * How long usage is kept, and how much of it.
 *
 * @param hours how long sums of an hour are kept past its end; 35 days
 * @param days how long sums of a day, by tag too, are kept past its end; 400 days
 * @param mostSums so many sums a period has, some 100 bytes each and up to 8 for each
 * combination; past that, models and tags not seen in it before are counted together, so
 * that a caller who makes up names does not fill Redis; 500,000
 */
public record UsageRetention(Duration hours, Duration days, int mostSums) {

    public static final UsageRetention DEFAULT = new UsageRetention(Duration.ofDays(35), Duration.ofDays(400), 500_000);

    public UsageRetention {
        if (hours.isNegative() || days.isNegative()) {
            throw new IllegalArgumentException("usage is not kept for less than no time");
        }
        if (mostSums < 1) {
            throw new IllegalArgumentException("a period has at least one sum");
        }
    }

}
