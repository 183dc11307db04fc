package llmgateway.metrics.meter;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Values of a label, only so many of them: names that clients can invent must not fill
 * the memory of whoever stores metrics. Thread-safe.
 */
final class BoundedLabel {

    /** In place of every value beyond the limit. */
    static final String OTHER = "other";

    private final int limit;

    private final ReentrantLock lock = new ReentrantLock();

    private final Set<String> seen = new HashSet<>();

    BoundedLabel(int limit) {
        this.limit = limit;
    }

    /** The value itself if it is one of the first, else {@link #OTHER}. */
    String of(String value) {
        this.lock.lock();
        try {
            if (this.seen.contains(value)) {
                return value;
            }
            return (this.seen.size() < this.limit && this.seen.add(value)) ? value : OTHER;
        }
        finally {
            this.lock.unlock();
        }
    }

}
