package llmgateway.route.health;

import java.time.Duration;

/**
 * When a target cools down, and for how long.
 *
 * @param window over which its calls are looked at
 * @param minimumCalls in the window before their failures count; 0 never to cool down for
 * failures
 * @param failureRatio of its calls in the window from which on it cools down; above 0, at
 * most 1
 * @param cooldown the first time; doubled each time that it fails again
 * @param longestCooldown which it does not grow beyond; also of what a provider says in
 * {@code Retry-After}
 * @param probeInterval between two calls to a target that has cooled down, until one has
 * succeeded
 */
public record HealthSettings(Duration window, int minimumCalls, double failureRatio, Duration cooldown,
        Duration longestCooldown, Duration probeInterval) {

    public static final HealthSettings DEFAULTS = new HealthSettings(Duration.ofSeconds(30), 20, 0.5,
            Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(1));

    public HealthSettings {
        if (window.toMillis() < Circuit.BUCKETS || minimumCalls < 0 || !(failureRatio > 0 && failureRatio <= 1)
                || !cooldown.isPositive() || longestCooldown.compareTo(cooldown) < 0 || probeInterval.isNegative()) {
            throw new IllegalArgumentException("a setting of target health is out of range");
        }
    }

}
