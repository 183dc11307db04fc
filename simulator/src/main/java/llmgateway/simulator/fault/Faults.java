package llmgateway.simulator.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The faults of one request, each with its value. Immutable. */
public final class Faults {

    public static final Faults NONE = new Faults(new EnumMap<>(Fault.class));

    /** A model of this name asks for the fault that follows. */
    public static final String MODEL_PREFIX = "sim-fault-";

    private final EnumMap<Fault, OptionalLong> values;

    private Faults(EnumMap<Fault, OptionalLong> values) {
        this.values = values;
    }

    /**
     * @param text names separated by commas, each with {@code =value} where it takes one,
     * such as {@code slow-first-byte=200, cut-after=3}
     * @throws IllegalArgumentException for a name or value that is not one
     */
    public static Faults parse(String text) {
        EnumMap<Fault, OptionalLong> values = new EnumMap<>(Fault.class);
        for (String part : text.split(",", -1)) {
            Map.Entry<Fault, OptionalLong> fault = parseOne(part.strip());
            values.put(fault.getKey(), fault.getValue());
        }
        return new Faults(values);
    }

    /**
     * @throws IllegalArgumentException for a fault that does not exist
     */
    public static Faults ofModel(String model) {
        return model.startsWith(MODEL_PREFIX) ? parse(model.substring(MODEL_PREFIX.length())) : NONE;
    }

    private static Map.Entry<Fault, OptionalLong> parseOne(String text) {
        String written = text.matches("status-\\d+") ? text.replace('-', '=') : text;
        int equals = written.indexOf('=');
        String name = (equals < 0) ? written : written.substring(0, equals);
        Fault fault = Arrays.stream(Fault.values())
            .filter((candidate) -> candidate.wireName().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("There is no fault '" + name + "'; there are " + names()));
        if (equals >= 0) {
            return Map.entry(fault, OptionalLong.of(parseValue(fault, written.substring(equals + 1))));
        }
        if (fault.needsValue()) {
            throw new IllegalArgumentException("The fault '" + name + "' needs a value: " + name + "=...");
        }
        return Map.entry(fault, fault.defaultValue());
    }

    private static long parseValue(Fault fault, String value) {
        if (!value.matches("\\d{1,12}")) {
            throw new IllegalArgumentException("The value of the fault '" + fault.wireName() + "' is not a number");
        }
        return Long.parseLong(value);
    }

    private static String names() {
        return Arrays.stream(Fault.values()).map(Fault::wireName).collect(Collectors.joining(", "));
    }

    /** These faults and others; the others' values win. */
    public Faults and(Faults others) {
        EnumMap<Fault, OptionalLong> both = new EnumMap<>(this.values);
        both.putAll(others.values);
        return new Faults(both);
    }

    public boolean has(Fault fault) {
        return this.values.containsKey(fault);
    }

    /** The value of a fault that has one, empty if it was not asked for. */
    public OptionalLong value(Fault fault) {
        return this.values.getOrDefault(fault, OptionalLong.empty());
    }

    public Optional<Duration> delay(Fault fault) {
        OptionalLong millis = value(fault);
        return millis.isPresent() ? Optional.of(Duration.ofMillis(millis.getAsLong())) : Optional.empty();
    }

}
