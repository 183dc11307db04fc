package llmgateway.route.health;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.SharedCooldowns;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.TargetEvents;
import llmgateway.core.upstream.TargetEvents.Cause;

/**
 * Learns from attempts which targets are well, and tells the other nodes which are not.
 * Thread-safe.
 */
public final class TargetHealth implements Availability, AttemptListener {

    private static final Logger log = LoggerFactory.getLogger(TargetHealth.class);

    /** More than a catalogue has; under a wildcard clients make the names up. */
    private static final int MOST_TARGETS = 10_000;

    private final LoadingCache<Target, Circuit> circuits;

    private final OtherKeys otherKeys;

    private final SharedCooldowns shared;

    private final TargetEvents events;

    private final LongSupplier nanoTime;

    /**
     * @param random spreads cool-downs
     * @param nanoTime the clock, such as {@link System#nanoTime}
     */
    public TargetHealth(HealthSettings settings, OtherKeys otherKeys, SharedCooldowns shared, TargetEvents events,
            RandomGenerator random, LongSupplier nanoTime) {
        this.circuits = Caffeine.newBuilder()
            .maximumSize(MOST_TARGETS)
            .build((target) -> new Circuit(settings, random, nanoTime.getAsLong()));
        this.otherKeys = otherKeys;
        this.shared = shared;
        this.events = events;
        this.nanoTime = nanoTime;
    }

    @Override
    public Optional<CoolingDown> coolingDown(Target target) {
        long now = this.nanoTime.getAsLong();
        Optional.ofNullable(this.shared.endNanos().get(SharedCooldowns.name(target)))
            .map((end) -> Duration.ofNanos(end - now))
            .filter(Duration::isPositive)
            .flatMap((remaining) -> circuit(target).openFor(remaining, Cause.OTHER_NODE, now))
            .ifPresent((opened) -> this.events.coolsDown(target, Cause.OTHER_NODE));
        // One that nobody asked yet has none.
        return Optional.ofNullable(this.circuits.getIfPresent(target)).flatMap((circuit) -> circuit.coolingDown(now));
    }

    @Override
    public void attemptEnded(Attempted attempted, AttemptEnd end) {
        Target target = attempted.target();
        long now = this.nanoTime.getAsLong();
        if (end.outcome().isFailure()) {
            openAsTold(attempted, end, now);
            failed(target, now);
        }
        else if (!end.outcome().isCutShort()) {
            succeeded(target, now);
        }
    }

    /** What one key is told says nothing of the others. */
    private void openAsTold(Attempted attempted, AttemptEnd end, long now) {
        Target target = attempted.target();
        if (end.outcome() instanceof AttemptOutcome.Answered) {
            end.retryAfter()
                .filter((time) -> !this.otherKeys.remain(target.provider(), attempted.key()))
                .flatMap((time) -> circuit(target).openFor(time, Cause.RETRY_AFTER, now))
                .ifPresent((time) -> opened(target, time, Cause.RETRY_AFTER));
        }
    }

    private void succeeded(Target target, long now) {
        if (circuit(target).succeeded(now)) {
            recovered(target);
        }
    }

    private void failed(Target target, long now) {
        circuit(target).failed(now).ifPresent((time) -> opened(target, time, Cause.FAILING));
    }

    private void opened(Target target, Duration time, Cause cause) {
        log.warn("{} is not asked for {} s: {}", SharedCooldowns.name(target), Math.ceilDiv(time.toMillis(), 1000),
                (cause == Cause.RETRY_AFTER) ? "so it said" : "too many of its calls fail");
        this.events.coolsDown(target, cause);
        this.shared.begin(target, time);
    }

    private void recovered(Target target) {
        log.info("{} is asked again", SharedCooldowns.name(target));
        this.events.recovered(target);
        this.shared.end(target);
    }

    /**
     * An operator's word that a target is well.
     * @return false if it did not cool down
     */
    public boolean close(String provider, RequestModel model) {
        List<Target> open = this.circuits.asMap()
            .keySet()
            .stream()
            .filter((target) -> target.provider().equals(provider) && target.model().equals(model))
            .filter((target) -> circuit(target).close())
            .toList();
        open.forEach(this::recovered);
        return !open.isEmpty();
    }

    /** Of all targets that were asked, those that cool down first. */
    public List<TargetStanding> standings() {
        long now = this.nanoTime.getAsLong();
        return this.circuits.asMap()
            .entrySet()
            .stream()
            .map((entry) -> TargetStanding.of(entry.getKey(), entry.getValue().standing(now)))
            .sorted(Comparator.comparing(TargetStanding::state)
                .reversed()
                .thenComparing((standing) -> SharedCooldowns.name(standing.target())))
            .toList();
    }

    private Circuit circuit(Target target) {
        return this.circuits.get(target);
    }

    /** Knows the keys of providers. */
    @FunctionalInterface
    public interface OtherKeys {

        /** Whether a provider can be asked with another key than this. */
        boolean remain(String provider, Optional<String> key);

    }

}
