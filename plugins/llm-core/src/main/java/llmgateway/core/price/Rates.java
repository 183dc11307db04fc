package llmgateway.core.price;

import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.money.Money;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * What a unit of each meter costs, in nano-dollars for a million units: a rate of 2.50
 * USD for a million tokens is 2,500,000,000. A meter without a rate is charged like the
 * one it is {@link Meter#pricedLike() priced like}; where that has none either it is
 * free.
 *
 * @param nanosPerMillion 0 or more each
 */
public record Rates(Map<Meter, Long> nanosPerMillion) {

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    public Rates {
        EnumMap<Meter, Long> kept = new EnumMap<>(Meter.class);
        nanosPerMillion.forEach((meter, rate) -> {
            if (rate < 0) {
                throw new IllegalArgumentException("a rate is never negative: " + meter + " " + rate);
            }
            kept.put(meter, rate);
        });
        nanosPerMillion = Collections.unmodifiableMap(kept);
    }

    /** The rate that a meter is charged at. */
    public long rateOf(Meter meter) {
        Long own = this.nanosPerMillion.get(meter);
        if (own != null) {
            return own;
        }
        Optional<Meter> like = meter.pricedLike();
        return like.isPresent() ? rateOf(like.get()) : 0;
    }

    /**
     * What the usage costs: computed exactly, then rounded up once to a whole
     * nano-dollar.
     * @throws ArithmeticException if it is more than {@link Money} can hold
     */
    public Money cost(Usage usage) {
        BigInteger millionths = BigInteger.ZERO;
        for (Map.Entry<Meter, Long> entry : usage.amounts().entrySet()) {
            millionths = millionths
                .add(BigInteger.valueOf(entry.getValue()).multiply(BigInteger.valueOf(rateOf(entry.getKey()))));
        }
        return new Money(millionths.add(MILLION).subtract(BigInteger.ONE).divide(MILLION).longValueExact());
    }

}
