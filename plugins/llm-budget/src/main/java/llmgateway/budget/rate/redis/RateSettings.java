package llmgateway.budget.rate.redis;

import java.time.Duration;

/**
 * @param timeLimit how long one request waits for Redis; 200 ms
 * @param failuresToOpen after so many failures in a row Redis is not asked until it
 * answers a probe; 3
 * @param probeInterval between two probes; 100 ms
 * @param clockInterval between two measurements of Redis' time; 5 s
 * @param bucketsInHand for how many buckets this node remembers that it has a command
 * under way; beyond these, calls that meet at a bucket contend for it in Redis; 10,000,
 * some 300 bytes each
 * @param keptPastFull how long a bucket stays in Redis once it must be full again; 1 min
 */
public record RateSettings(Duration timeLimit, int failuresToOpen, Duration probeInterval, Duration clockInterval,
        int bucketsInHand, Duration keptPastFull) {

    public static final RateSettings DEFAULT = new RateSettings(Duration.ofMillis(200), 3, Duration.ofMillis(100),
            Duration.ofSeconds(5), 10_000, Duration.ofMinutes(1));

    public RateSettings {
        requirePositive("time limit", timeLimit);
        requirePositive("probe interval", probeInterval);
        requirePositive("interval of the clock", clockInterval);
        requirePositive("time a full bucket is kept", keptPastFull);
        if (failuresToOpen < 1) {
            throw new IllegalArgumentException("the circuit opens after at least one failure");
        }
        if (bucketsInHand < 1) {
            throw new IllegalArgumentException("at least one bucket is in hand");
        }
    }

    public RateSettings withTimeLimit(Duration timeLimit) {
        return new RateSettings(timeLimit, this.failuresToOpen, this.probeInterval, this.clockInterval,
                this.bucketsInHand, this.keptPastFull);
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException("the " + what + " is at least 1 ms: " + duration);
        }
    }

}
