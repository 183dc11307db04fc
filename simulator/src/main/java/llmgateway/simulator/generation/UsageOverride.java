package llmgateway.simulator.generation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The usage that a request asks to be told.
 *
 * @param values by name: input, cached, cache_write, output, reasoning; may be negative
 */
public record UsageOverride(Map<String, Long> values) {

    public static final UsageOverride NONE = new UsageOverride(Map.of());

    private static final Set<String> NAMES = Set.of("input", "cached", "cache_write", "output", "reasoning");

    public UsageOverride {
        values = Map.copyOf(values);
    }

    /**
     * @param text such as {@code input=100, output=20}
     * @throws IllegalArgumentException for anything else
     */
    public static UsageOverride parse(String text) {
        Map<String, Long> values = new HashMap<>();
        for (String part : text.split(",", -1)) {
            String[] nameAndValue = part.strip().split("=", 2);
            if (nameAndValue.length < 2 || !NAMES.contains(nameAndValue[0])) {
                throw new IllegalArgumentException("x-sim-usage takes " + NAMES.stream().sorted().toList()
                        + ", each as name=number, separated by commas");
            }
            values.put(nameAndValue[0], Long.valueOf(nameAndValue[1]));
        }
        return new UsageOverride(values);
    }

    public TokenUsage applyTo(TokenUsage usage) {
        return new TokenUsage(value("input", usage.input()), value("cached", usage.cached()),
                value("cache_write", usage.cacheWrite()), value("output", usage.output()),
                value("reasoning", usage.reasoning()));
    }

    private long value(String name, long fallback) {
        return this.values.getOrDefault(name, fallback);
    }

}
