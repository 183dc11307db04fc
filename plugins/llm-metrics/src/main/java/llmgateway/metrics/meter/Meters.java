package llmgateway.metrics.meter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;

/** Finds the meters by their names, with the labels that each has. Thread-safe. */
final class Meters {

    private static final double[] TOKENS = { 1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576,
            4_194_304, 16_777_216, 67_108_864 };

    private static final Duration[] CALL_TIMES = millis(10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240, 20_480,
            40_960, 81_920);

    private static final Duration[] FIRST_TOKEN_TIMES = millis(1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1000, 2500,
            5000, 7500, 10_000);

    private static final Duration[] TOKEN_TIMES = millis(10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 2500);

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    private static Duration[] millis(long... bounds) {
        return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    /**
     * @param labels the values, in the order of {@link MeterName#labels}
     */
    void count(MeterName name, double amount, String... labels) {
        Counter.builder(name.wireName())
            .description(name.description())
            .tags(tags(name, labels))
            .register(this.registry)
            .increment(amount);
    }

    void count(MeterName name, String... labels) {
        count(name, 1, labels);
    }

    void tokens(long amount, String... labels) {
        MeterName name = MeterName.TOKEN_USAGE;
        DistributionSummary.builder(name.wireName())
            .description(name.description())
            .serviceLevelObjectives(TOKENS)
            .tags(tags(name, labels))
            .register(this.registry)
            .record(amount);
    }

    void time(MeterName name, long nanos, String... labels) {
        Timer.builder(name.wireName()).description(name.description()).serviceLevelObjectives(switch (name) {
            case TIME_TO_FIRST_TOKEN -> FIRST_TOKEN_TIMES;
            case TIME_PER_OUTPUT_TOKEN -> TOKEN_TIMES;
            default -> CALL_TIMES;
        }).tags(tags(name, labels)).register(this.registry).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A gauge that shows the number. */
    AtomicInteger gauge(MeterName name) {
        AtomicInteger shown = new AtomicInteger();
        Gauge.builder(name.wireName(), shown, AtomicInteger::get)
            .description(name.description())
            .strongReference(true)
            .register(this.registry);
        return shown;
    }

    private static List<Tag> tags(MeterName name, String... values) {
        MeterLabel[] labels = name.labels();
        if (labels.length != values.length) {
            throw new IllegalArgumentException(name.wireName() + " has " + labels.length + " labels");
        }
        List<Tag> tags = new ArrayList<>(labels.length);
        for (int i = 0; i < labels.length; i++) {
            tags.add(Tag.of(labels[i].wireName(), values[i]));
        }
        return tags;
    }

}
