package llmgateway.route.credential;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import llmgateway.core.upstream.ProviderKey;

/**
 * A provider's keys, used in turn. A key that the provider refused is set aside for a
 * while, as long as there is another. Thread-safe.
 */
public final class KeyRing {

    private final List<ProviderKey> keys;

    private final InstantSource clock;

    private final AtomicInteger turn = new AtomicInteger();

    private final Map<String, Instant> asideUntil = new ConcurrentHashMap<>();

    public KeyRing(List<ProviderKey> keys, InstantSource clock) {
        this.keys = List.copyOf(keys);
        this.clock = clock;
    }

    public boolean isEmpty() {
        return this.keys.isEmpty();
    }

    /**
     * The next key in turn that is not set aside; where all are, the one that comes back
     * first.
     */
    public Optional<ProviderKey> next() {
        if (this.keys.size() < 2) {
            return this.keys.stream().findFirst();
        }
        int first = this.turn.getAndIncrement();
        if (this.asideUntil.isEmpty()) {
            return Optional.of(keyAt(first));
        }
        Instant now = this.clock.instant();
        ProviderKey soonest = keyAt(first);
        for (int step = 0; step < this.keys.size(); step++) {
            ProviderKey key = keyAt(first + step);
            Instant until = until(key);
            if (!until.isAfter(now)) {
                return Optional.of(key);
            }
            if (until.isBefore(until(soonest))) {
                soonest = key;
            }
        }
        return Optional.of(soonest);
    }

    /**
     * Sets a key aside.
     * @param keyName its name; without effect if it is not in this ring
     */
    public void setAside(String keyName, Duration time) {
        if (this.keys.stream().anyMatch((key) -> key.name().equals(keyName))) {
            this.asideUntil.put(keyName, this.clock.instant().plus(time));
        }
    }

    /** Whether a key besides this one is not set aside. */
    public boolean hasOtherThan(String keyName) {
        Instant now = this.clock.instant();
        return this.keys.stream().anyMatch((key) -> !key.name().equals(keyName) && !until(key).isAfter(now));
    }

    /**
     * Takes over which keys are set aside; those that have changed since start afresh.
     */
    public void continueFrom(KeyRing earlier) {
        this.turn.set(earlier.turn.get());
        for (ProviderKey key : this.keys) {
            Instant until = earlier.asideUntil.get(key.name());
            if (until != null && earlier.keys.contains(key)) {
                this.asideUntil.put(key.name(), until);
            }
        }
    }

    private ProviderKey keyAt(int position) {
        return this.keys.get(Math.floorMod(position, this.keys.size()));
    }

    private Instant until(ProviderKey key) {
        return this.asideUntil.getOrDefault(key.name(), Instant.MIN);
    }

}
