package llmgateway.route.balance;

import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.Target;

/**
 * Counts the calls that this process has under way at each target; not those that APISIX
 * carries. Thread-safe.
 */
public final class TargetLoad implements AttemptListener {

    private static final int MOST_TARGETS = 10_000;

    private final LoadingCache<Target, AtomicInteger> underWay = Caffeine.newBuilder()
        .maximumSize(MOST_TARGETS)
        .build((target) -> new AtomicInteger());

    @Override
    public void attemptStarted(Attempted attempted) {
        this.underWay.get(attempted.target()).incrementAndGet();
    }

    @Override
    public void attemptEnded(Attempted attempted, AttemptEnd end) {
        if (attempted.relayed()) {
            // One that was forgotten meanwhile does not go below none.
            this.underWay.get(attempted.target()).updateAndGet((count) -> Math.max(0, count - 1));
        }
    }

    public int of(Target target) {
        AtomicInteger count = this.underWay.getIfPresent(target);
        return (count == null) ? 0 : count.get();
    }

}
