package llmgateway.metrics.price;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import llmgateway.core.price.Rates;
import llmgateway.core.usage.Meter;
import llmgateway.document.Fields;
import llmgateway.document.UnusableValue;

/** Reads the rates that stand in a mapping. */
final class RateReader {

    /** The fields that are rates. */
    static final Set<String> FIELDS = Arrays.stream(RateField.values())
        .map(RateField::field)
        .collect(Collectors.toUnmodifiableSet());

    private RateReader() {
    }

    static Rates read(Fields fields) {
        Map<Meter, Long> rates = new EnumMap<>(Meter.class);
        for (RateField rate : RateField.values()) {
            Optional<Long> nanos = fields.number(rate.field(), (digits) -> nanosPerMillion(rate, digits));
            if (nanos.isPresent() && rates.put(rate.meter(), nanos.get()) != null) {
                fields.problem(rate.field(), "prices what another field here prices too");
            }
        }
        checkBothSides(fields);
        return new Rates(rates);
    }

    /** Rates that stand where another one's stand, for a tier or for long contexts. */
    static Rates readInPlaceOf(Rates standard, Fields fields) {
        Rates own = read(fields);
        for (RateField rate : RateField.values()) {
            boolean needed = rate.isOfTokens() && standard.nanosPerMillion().containsKey(rate.meter());
            if (needed && fields.find(rate.field()).isEmpty()) {
                fields.problem("must give " + rate.field() + ", as the standard price does");
            }
        }
        return withFeesOf(standard, own);
    }

    /** Rates with what another one's charge for anything but tokens. */
    static Rates withFeesOf(Rates standard, Rates own) {
        Map<Meter, Long> rates = new EnumMap<>(Meter.class);
        standard.nanosPerMillion().forEach((meter, nanos) -> {
            if (!meter.isInputTokens() && !meter.isOutputTokens()) {
                rates.put(meter, nanos);
            }
        });
        rates.putAll(own.nanosPerMillion());
        return new Rates(rates);
    }

    /** A price that forgets one side would give it away. */
    private static void checkBothSides(Fields fields) {
        if (anyOfTokens(fields)) {
            for (RateField side : List.of(RateField.INPUT, RateField.OUTPUT)) {
                if (fields.find(side.field()).isEmpty()) {
                    fields.problem("must give " + side.field() + " too; write 0 for what costs nothing");
                }
            }
        }
    }

    private static boolean anyOfTokens(Fields fields) {
        return Arrays.stream(RateField.values())
            .filter(RateField::isOfTokens)
            .anyMatch((rate) -> fields.find(rate.field()).isPresent());
    }

    /** Whether one of the fields stands there. */
    static boolean any(Fields fields, Collection<String> names) {
        return names.stream().anyMatch((name) -> fields.find(name).isPresent());
    }

    private static long nanosPerMillion(RateField rate, String digits) throws UnusableValue {
        try {
            return rate.nanosPerMillion(Decimal.parse(digits));
        }
        catch (ArithmeticException ex) {
            throw new UnusableValue("must be whole in nano-dollars for a million units, and at most 9.2 billion USD");
        }
    }

}
