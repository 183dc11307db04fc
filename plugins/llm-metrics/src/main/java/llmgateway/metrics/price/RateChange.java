package llmgateway.metrics.price;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.price.Price;
import llmgateway.core.price.Price.Schedule;
import llmgateway.core.price.Price.Step;
import llmgateway.core.price.Rates;
import llmgateway.core.usage.Meter;
import llmgateway.document.Fields;

/** Multiplies rates of tokens; what is charged for anything else stays as it is. */
final class RateChange {

    /** The field that holds the factor. */
    static final String FIELD = "times";

    private RateChange() {
    }

    static Optional<BigDecimal> read(Fields fields) {
        return fields.number(FIELD, Decimal::parse);
    }

    /**
     * @throws ArithmeticException if a rate would be no whole number of nano-dollars for
     * a million tokens, or too large
     */
    static Price times(Price price, BigDecimal factor) {
        Map<String, Schedule> tiers = new HashMap<>();
        price.serviceTiers().forEach((name, schedule) -> tiers.put(name, times(schedule, factor)));
        return new Price(times(price.standard(), factor), tiers);
    }

    /**
     * @throws ArithmeticException likewise
     */
    static Schedule times(Schedule schedule, BigDecimal factor) {
        return new Schedule(schedule.steps()
            .stream()
            .map((step) -> new Step(step.aboveInputTokens(), times(step.rates(), factor)))
            .toList());
    }

    private static Rates times(Rates rates, BigDecimal factor) {
        Map<Meter, Long> changed = new EnumMap<>(Meter.class);
        rates.nanosPerMillion().forEach((meter, nanos) -> {
            boolean ofTokens = meter.isInputTokens() || meter.isOutputTokens();
            changed.put(meter, ofTokens ? factor.multiply(BigDecimal.valueOf(nanos)).longValueExact() : nanos);
        });
        return new Rates(changed);
    }

}
