package llmgateway.budget.redis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens in the background, by asking. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long BETWEEN_NANOS = Duration.ofMillis(5).toNanos();

    private Eventually() {
    }

    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never happened: " + what);
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

}
