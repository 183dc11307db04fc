package llmgateway.route.settings;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

/** Reads each text of settings once, as long as not too many are in use. Thread-safe. */
public final class SettingsCache {

    private static final int MAX_TEXTS = 10_000;

    private final LoadingCache<String, SettingsReading> readings;

    public SettingsCache(SettingsReader reader) {
        this.readings = Caffeine.newBuilder().maximumSize(MAX_TEXTS).build(reader::read);
    }

    public SettingsReading get(String json) {
        return this.readings.get(json);
    }

}
