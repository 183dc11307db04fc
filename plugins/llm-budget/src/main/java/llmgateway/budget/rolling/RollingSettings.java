package llmgateway.budget.rolling;

import java.time.Duration;

/**
 * How holds grow, in output tokens.
 *
 * @param firstSlice what a call holds for its output when it is admitted
 * @param smallestSlice that a hold grows by, unless less is left
 * @param largestSlice that a hold grows by
 * @param pace how long a slice shall last: a hold of a fast stream grows by larger slices
 */
public record RollingSettings(long firstSlice, long smallestSlice, long largestSlice, Duration pace) {

    public static final RollingSettings DEFAULTS = new RollingSettings(256, 16, 8192, Duration.ofSeconds(1));

    public RollingSettings {
        if (smallestSlice < 1 || firstSlice < smallestSlice || largestSlice < firstSlice || !pace.isPositive()) {
            throw new IllegalArgumentException(
                    "rolling holds: 1 <= smallest slice <= first slice <= largest slice, and a pace above 0");
        }
    }

}
