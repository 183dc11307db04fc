package llmgateway.runner.pipeline;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import llmgateway.core.call.CallAbandoned;

/**
 * What one call has been told by its {@link ExtraInfo} so far. Thread-safe, since a
 * filter may be asynchronous.
 */
final class Extras {

    private final ExtraInfo source;

    private final Set<String> declaredVariables;

    private final Map<String, Optional<String>> variables = new ConcurrentHashMap<>();

    private volatile Optional<byte[]> body = Optional.empty();

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    private final ReentrantLock oneRoundTrip = new ReentrantLock();

    /**
     * @param declaredVariables fetched together as soon as one of them is read
     */
    Extras(ExtraInfo source, Set<String> declaredVariables) {
        this.source = source;
        this.declaredVariables = declaredVariables;
    }

    void fetch(Set<String> names, boolean withBody) {
        this.oneRoundTrip.lock();
        try {
            Set<String> missing = new LinkedHashSet<>(names);
            missing.removeAll(this.variables.keySet());
            boolean bodyMissing = withBody && this.body.isEmpty();
            if (!missing.isEmpty() || bodyMissing) {
                fetchMissing(missing, bodyMissing);
            }
        }
        finally {
            this.oneRoundTrip.unlock();
        }
    }

    private void fetchMissing(Set<String> names, boolean withBody) {
        step(State.IDLE, State.FETCHING);
        ExtraInfo.Fetched fetched = this.source.fetch(names, withBody);
        step(State.FETCHING, State.IDLE);
        for (String name : names) {
            this.variables.put(name, Optional.ofNullable(fetched.variables().get(name)));
        }
        if (withBody) {
            this.body = Optional.of(fetched.body());
        }
    }

    private void step(State from, State to) {
        if (!this.state.compareAndSet(from, to)) {
            throw new CallAbandoned("the call is over");
        }
    }

    Optional<String> variable(String name) {
        Optional<String> known = this.variables.get(name);
        if (known != null) {
            return known;
        }
        fetch(this.declaredVariables.contains(name) ? this.declaredVariables : Set.of(name), false);
        return this.variables.getOrDefault(name, Optional.empty());
    }

    /** With the declared variables, so that a filter that reads both waits once. */
    byte[] body() {
        return this.body.orElseGet(() -> {
            fetch(this.declaredVariables, true);
            return this.body.orElseThrow();
        });
    }

    /**
     * Nothing is asked for any more.
     * @return whether an answer is still on its way, or never came
     */
    boolean close() {
        return this.state.getAndSet(State.CLOSED) == State.FETCHING;
    }

    private enum State {

        IDLE, FETCHING, CLOSED

    }

}
