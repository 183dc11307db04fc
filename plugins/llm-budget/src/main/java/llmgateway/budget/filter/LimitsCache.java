package llmgateway.budget.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.limit.settings.LimitsReader;
import llmgateway.budget.limit.settings.LimitsReading;
import llmgateway.budget.management.KnownLimits;

/**
 * Reads each text of settings once, as long as the defaults beneath stay the same.
 * Thread-safe.
 */
public final class LimitsCache implements KnownLimits {

    private static final int MAX_TEXTS = 10_000;

    private final AtomicReference<Readings> readings;

    public LimitsCache(LimitSettings defaults) {
        this.readings = new AtomicReference<>(Readings.over(defaults));
    }

    public LimitsReading get(String json) {
        return this.readings.get().byText().get(json);
    }

    public LimitSettings defaults() {
        return this.readings.get().defaults();
    }

    @Override
    public List<LimitSettings> all() {
        Readings current = this.readings.get();
        List<LimitSettings> all = new ArrayList<>();
        all.add(current.defaults());
        current.byText().asMap().values().forEach((reading) -> {
            if (reading instanceof LimitsReading.Usable(LimitSettings settings)) {
                all.add(settings);
            }
        });
        return List.copyOf(all);
    }

    /** Puts other defaults beneath all settings from now on. */
    public void replaceDefaults(LimitSettings defaults) {
        this.readings.set(Readings.over(defaults));
    }

    private record Readings(LimitSettings defaults, LoadingCache<String, LimitsReading> byText) {

        static Readings over(LimitSettings defaults) {
            return new Readings(defaults,
                    Caffeine.newBuilder().maximumSize(MAX_TEXTS).build(new LimitsReader(defaults)::readJson));
        }

    }

}
