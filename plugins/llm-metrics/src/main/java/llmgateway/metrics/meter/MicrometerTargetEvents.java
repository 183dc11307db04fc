package llmgateway.metrics.meter;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import llmgateway.metrics.convention.ProviderName;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.TargetEvents;

/** Counts targets that cool down. Thread-safe. */
public final class MicrometerTargetEvents implements TargetEvents {

    private final Meters meters;

    private final Set<Target> coolingDown = ConcurrentHashMap.newKeySet();

    private final AtomicInteger shown;

    public MicrometerTargetEvents(MeterRegistry registry) {
        this.meters = new Meters(registry);
        this.shown = this.meters.gauge(MeterName.TARGETS_COOLING_DOWN);
    }

    @Override
    public void coolsDown(Target target, Cause cause) {
        this.coolingDown.add(target);
        this.shown.set(this.coolingDown.size());
        this.meters.count(MeterName.TARGET_COOLDOWNS, ProviderName.of(target.provider()),
                cause.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void recovered(Target target) {
        this.coolingDown.remove(target);
        this.shown.set(this.coolingDown.size());
    }

}
