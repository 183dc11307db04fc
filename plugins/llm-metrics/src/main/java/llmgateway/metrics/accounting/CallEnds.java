package llmgateway.metrics.accounting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import llmgateway.core.call.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts together again what was charged attempt by attempt. Thread-safe; what is told of
 * one call comes one after the other.
 */
public final class CallEnds implements FinishedCalls {

    private static final Logger LOG = LoggerFactory.getLogger(CallEnds.class);

    /** No call runs longer. */
    private static final Duration LONGEST_CALL = Duration.ofHours(1);

    private static final int MOST_CALLS = 100_000;

    private final List<EndedCalls> listeners;

    /** Calls of which another attempt is under way. */
    private final Cache<CallId, List<FinishedCall>> running = Caffeine.newBuilder()
        .expireAfterWrite(LONGEST_CALL)
        .maximumSize(MOST_CALLS)
        .build();

    public CallEnds(List<EndedCalls> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void finished(FinishedCall part) {
        CallId id = part.call().callId();
        List<FinishedCall> parts = new ArrayList<>(forget(id).orElse(List.of()));
        parts.add(part);
        if (part.report().goesOn()) {
            this.running.put(id, parts);
        }
        else {
            tell(new EndedCall(parts));
        }
    }

    @Override
    public void gaveUp(CallId call) {
        forget(call).ifPresent((parts) -> tell(new EndedCall(parts)));
    }

    private Optional<List<FinishedCall>> forget(CallId id) {
        return Optional.ofNullable(this.running.asMap().remove(id));
    }

    private void tell(EndedCall call) {
        for (EndedCalls listener : this.listeners) {
            try {
                listener.ended(call);
            }
            catch (RuntimeException ex) {
                LOG.error("{} failed on a call that is over", listener.getClass().getName(), ex);
            }
        }
    }

}
