package llmgateway.budget.account.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * @param timeLimit how long one request waits for Redis; 200 ms
 * @param remembered how long an ended ticket is known, so that nothing late charges
 * twice; 2 h, some 150 bytes a ticket
 * @param refusalsRemembered how long a refused hold is known, so that a copy of it that
 * comes late is refused too; 5 s
 * @param windowRetention how long a window is kept past its end; 8 days
 * @param usage how long the sums that reports read are kept
 * @param failuresToOpen after so many failures in a row Redis is not asked until it
 * answers a probe; 3
 * @param probeInterval between two probes; 100 ms
 * @param epochFile where this node remembers across restarts which epochs it has seen; a
 * node without it cannot tell a wiped Redis from a new one after it was restarted itself
 */
public record RedisAccountsSettings(Duration timeLimit, Duration remembered, Duration refusalsRemembered,
        Duration windowRetention, UsageRetention usage, int failuresToOpen, Duration probeInterval,
        Optional<Path> epochFile) {

    public static final RedisAccountsSettings DEFAULT = new RedisAccountsSettings(Duration.ofMillis(200),
            Duration.ofHours(2), Duration.ofSeconds(5), Duration.ofDays(8), UsageRetention.DEFAULT, 3,
            Duration.ofMillis(100), Optional.empty());

    public RedisAccountsSettings {
        requirePositive("time limit", timeLimit);
        requirePositive("time an ended ticket is remembered", remembered);
        requirePositive("time a refusal is remembered", refusalsRemembered);
        requirePositive("time a window is kept", windowRetention);
        requirePositive("probe interval", probeInterval);
        if (failuresToOpen < 1) {
            throw new IllegalArgumentException("the circuit opens after at least one failure");
        }
    }

    public RedisAccountsSettings withTimeLimit(Duration timeLimit) {
        return new RedisAccountsSettings(timeLimit, this.remembered, this.refusalsRemembered, this.windowRetention,
                this.usage, this.failuresToOpen, this.probeInterval, this.epochFile);
    }

    public RedisAccountsSettings withEpochFile(Path epochFile) {
        return new RedisAccountsSettings(this.timeLimit, this.remembered, this.refusalsRemembered, this.windowRetention,
                this.usage, this.failuresToOpen, this.probeInterval, Optional.of(epochFile));
    }

    public RedisAccountsSettings withUsage(UsageRetention usage) {
        return new RedisAccountsSettings(this.timeLimit, this.remembered, this.refusalsRemembered, this.windowRetention,
                usage, this.failuresToOpen, this.probeInterval, this.epochFile);
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException("the " + what + " is at least 1 ms: " + duration);
        }
    }

}
