package llmgateway.core.usage;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Amounts by meter. A meter that is missing counted nothing. Sums throw
 * {@link ArithmeticException} rather than wrap.
 *
 * @param amounts each 0 or more; zeros are left out
 */
public record Usage(Map<Meter, Long> amounts) {

    public static final Usage NONE = new Usage(Map.of());

    public Usage {
        EnumMap<Meter, Long> kept = new EnumMap<>(Meter.class);
        amounts.forEach((meter, amount) -> {
            if (amount < 0) {
                throw new IllegalArgumentException("usage is never negative: " + meter + " " + amount);
            }
            if (amount > 0) {
                kept.put(meter, amount);
            }
        });
        amounts = Collections.unmodifiableMap(kept);
    }

    public static Usage of(Meter meter, long amount) {
        return new Usage(Map.of(meter, amount));
    }

    /** What most calls use: plain input and output tokens. */
    public static Usage ofTokens(long input, long output) {
        return new Usage(Map.of(Meter.INPUT_TOKENS, input, Meter.OUTPUT_TOKENS, output));
    }

    public long of(Meter meter) {
        return this.amounts.getOrDefault(meter, 0L);
    }

    /** All input tokens, cached and not, of every kind. */
    public long inputTokens() {
        return sum(Meter::isInputTokens);
    }

    /** All output tokens, reasoning included. */
    public long outputTokens() {
        return sum(Meter::isOutputTokens);
    }

    public long totalTokens() {
        return Math.addExact(inputTokens(), outputTokens());
    }

    /** This usage with one meter at another amount. */
    public Usage with(Meter meter, long amount) {
        EnumMap<Meter, Long> changed = new EnumMap<>(Meter.class);
        changed.putAll(this.amounts);
        changed.put(meter, amount);
        return new Usage(changed);
    }

    /** This usage with its output tokens, of whatever kind, at another amount. */
    public Usage withOutputTokens(long amount) {
        EnumMap<Meter, Long> changed = new EnumMap<>(Meter.class);
        this.amounts.forEach((meter, before) -> {
            if (!meter.isOutputTokens()) {
                changed.put(meter, before);
            }
        });
        changed.put(Meter.OUTPUT_TOKENS, amount);
        return new Usage(changed);
    }

    /**
     * This usage with another amount of its one kind of output tokens.
     * @throws IllegalStateException if it has none or several
     */
    public Usage withOutputAt(long amount) {
        List<Meter> output = this.amounts.keySet().stream().filter(Meter::isOutputTokens).toList();
        if (output.size() != 1) {
            throw new IllegalStateException("output of " + output.size() + " kinds");
        }
        return with(output.getFirst(), amount);
    }

    public Usage plus(Usage other) {
        EnumMap<Meter, Long> sums = new EnumMap<>(Meter.class);
        sums.putAll(this.amounts);
        other.amounts.forEach((meter, amount) -> sums.merge(meter, amount, Math::addExact));
        return new Usage(sums);
    }

    private long sum(Predicate<Meter> counted) {
        long sum = 0;
        for (Map.Entry<Meter, Long> entry : this.amounts.entrySet()) {
            if (counted.test(entry.getKey())) {
                sum = Math.addExact(sum, entry.getValue());
            }
        }
        return sum;
    }

}
