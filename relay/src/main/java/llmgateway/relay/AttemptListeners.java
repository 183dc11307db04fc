package llmgateway.relay;

import java.util.List;
import java.util.function.Consumer;

import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.Attempted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All who are told of attempts: a fault in one costs the others and the call nothing. */
final class AttemptListeners implements AttemptListener {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptListeners.class);

    private final List<AttemptListener> listeners;

    AttemptListeners(List<? extends AttemptListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void attemptStarted(Attempted attempted) {
        tell((listener) -> listener.attemptStarted(attempted));
    }

    @Override
    public void hedgeStarted(Attempted attempted) {
        tell((listener) -> listener.hedgeStarted(attempted));
    }

    @Override
    public void hedgeWon(Attempted attempted) {
        tell((listener) -> listener.hedgeWon(attempted));
    }

    @Override
    public void attemptEnded(Attempted attempted, AttemptEnd end) {
        tell((listener) -> listener.attemptEnded(attempted, end));
    }

    private void tell(Consumer<AttemptListener> news) {
        for (AttemptListener listener : this.listeners) {
            try {
                news.accept(listener);
            }
            catch (RuntimeException ex) {
                LOG.error("{} failed on an attempt: {}", listener.getClass().getName(), ex.getClass().getName());
            }
        }
    }

}
