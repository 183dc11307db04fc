package llmgateway.budget.rolling;

/**
 * How much a hold grows by at a time: as much as lasts for the pace at the speed of the
 * slice before. Not thread-safe.
 */
final class SliceSize {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final RollingSettings settings;

    private long tokens;

    private long lastAt;

    private long lastDelivered;

    /**
     * @param now by {@link System#nanoTime}, as is every other time
     */
    SliceSize(RollingSettings settings, long now) {
        this.settings = settings;
        this.tokens = settings.firstSlice();
        this.lastAt = now;
    }

    long tokens() {
        return this.tokens;
    }

    /** What is left of a hold when it is time to let it grow. */
    long lowWater() {
        return this.tokens / 2;
    }

    /**
     * To be told when the hold is about to grow.
     * @param delivered all tokens so far
     */
    void adapt(long delivered, long now) {
        double seconds = (double) Math.max(1, now - this.lastAt) / NANOS_PER_SECOND;
        double perSecond = (delivered - this.lastDelivered) / seconds;
        double pace = (double) this.settings.pace().toNanos() / NANOS_PER_SECOND;
        // Doubled at most, so that one burst does not hold what nobody needs.
        long wanted = (long) Math.min(perSecond * pace, this.tokens * 2.0);
        this.tokens = Math.clamp(wanted, this.settings.smallestSlice(), this.settings.largestSlice());
        this.lastAt = now;
        this.lastDelivered = delivered;
    }

}
