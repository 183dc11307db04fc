package llmgateway.budget.account;

import java.time.Duration;

/** The range of leases. */
final class Leases {

    private static final Duration LONGEST = Duration.ofHours(24);

    private Leases() {
    }

    static void requireLease(Duration lease) {
        if (lease.toMillis() < 1 || lease.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a lease is 1 ms to 24 h: " + lease);
        }
    }

}
