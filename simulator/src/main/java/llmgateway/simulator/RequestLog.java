package llmgateway.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The latest requests, bounded by number and by the bytes of their bodies. Thread-safe.
 */
final class RequestLog {

    private static final long MAX_BODY_BYTES = 64L * 1024 * 1024;

    private final int maxRequests;

    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

    private long bodyBytes;

    RequestLog(int maxRequests) {
        this.maxRequests = maxRequests;
    }

    synchronized void add(ReceivedRequest request) {
        this.requests.addLast(request);
        this.bodyBytes += request.body().length;
        while (this.requests.size() > this.maxRequests || this.bodyBytes > MAX_BODY_BYTES && this.requests.size() > 1) {
            this.bodyBytes -= this.requests.removeFirst().body().length;
        }
    }

    synchronized List<ReceivedRequest> snapshot() {
        return List.copyOf(this.requests);
    }

    synchronized void clear() {
        this.requests.clear();
        this.bodyBytes = 0;
    }

}
