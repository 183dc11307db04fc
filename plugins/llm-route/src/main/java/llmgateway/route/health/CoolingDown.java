package llmgateway.route.health;

import java.time.Duration;

import llmgateway.core.upstream.TargetEvents.Cause;

/**
 * A target that is not to be asked now.
 *
 * @param remaining above 0
 */
public record CoolingDown(Duration remaining, Cause cause) {
}
