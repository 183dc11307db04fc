package llmgateway.metrics.price;

import java.math.BigDecimal;
import java.util.Locale;

import llmgateway.core.price.Rates;
import llmgateway.core.usage.Meter;

/** The fields of a price, in US dollars, and the meters they are rates of. */
public enum RateField {

    INPUT(Meter.INPUT_TOKENS, Unit.MILLION), CACHED_INPUT(Meter.CACHED_INPUT_TOKENS, Unit.MILLION),
    CACHE_WRITE(Meter.CACHE_WRITE_TOKENS, Unit.MILLION), CACHE_WRITE_1H(Meter.CACHE_WRITE_1H_TOKENS, Unit.MILLION),
    OUTPUT(Meter.OUTPUT_TOKENS, Unit.MILLION), REASONING(Meter.REASONING_TOKENS, Unit.MILLION),
    AUDIO_INPUT(Meter.AUDIO_INPUT_TOKENS, Unit.MILLION),
    CACHED_AUDIO_INPUT(Meter.CACHED_AUDIO_INPUT_TOKENS, Unit.MILLION),
    AUDIO_OUTPUT(Meter.AUDIO_OUTPUT_TOKENS, Unit.MILLION), IMAGE_INPUT(Meter.IMAGE_INPUT_TOKENS, Unit.MILLION),
    CACHED_IMAGE_INPUT(Meter.CACHED_IMAGE_INPUT_TOKENS, Unit.MILLION),
    IMAGE_OUTPUT(Meter.IMAGE_OUTPUT_TOKENS, Unit.MILLION), PER_REQUEST(Meter.REQUESTS, Unit.ONE),
    PER_IMAGE(Meter.IMAGES, Unit.ONE), PER_AUDIO_MINUTE(Meter.AUDIO_INPUT_SECONDS, Unit.MINUTE),
    PER_AUDIO_HOUR(Meter.AUDIO_INPUT_SECONDS, Unit.HOUR), PER_MILLION_CHARACTERS(Meter.SPEECH_CHARACTERS, Unit.MILLION),
    PER_THOUSAND_WEB_SEARCHES(Meter.WEB_SEARCHES, Unit.THOUSAND),
    PER_THOUSAND_SEARCHES(Meter.RERANK_SEARCHES, Unit.THOUSAND);

    private final Meter meter;

    private final Unit unit;

    RateField(Meter meter, Unit unit) {
        this.meter = meter;
        this.unit = unit;
    }

    /** As it is written in a price list. */
    public String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Meter meter() {
        return this.meter;
    }

    /** Whether it is a rate of tokens, which service tiers and long contexts change. */
    public boolean isOfTokens() {
        return this.meter.isInputTokens() || this.meter.isOutputTokens();
    }

    /**
     * The rate as {@link Rates} has it. Exact, but that what is priced by the minute or
     * hour is rounded up to a whole nano-dollar for a million seconds.
     * @throws ArithmeticException if the amount is too fine or too large for that
     */
    public long nanosPerMillion(BigDecimal usd) {
        BigDecimal[] parts = usd.movePointRight(Unit.NANOS_AND_MILLION).divideAndRemainder(this.unit.meterUnits);
        if (parts[1].signum() == 0) {
            return parts[0].longValueExact();
        }
        if (!this.unit.roundedUp) {
            throw new ArithmeticException("finer than a nano-dollar for a million units: " + usd);
        }
        return parts[0].add(BigDecimal.ONE).longValueExact();
    }

    /** What an amount is for. */
    private enum Unit {

        ONE(1, false), MINUTE(60, true), THOUSAND(1_000, false), HOUR(3_600, true), MILLION(1_000_000, false);

        /** Billionths of a dollar, for a million: 9 and 6 decimal places. */
        private static final int NANOS_AND_MILLION = 15;

        private final BigDecimal meterUnits;

        private final boolean roundedUp;

        Unit(long meterUnits, boolean roundedUp) {
            this.meterUnits = BigDecimal.valueOf(meterUnits);
            this.roundedUp = roundedUp;
        }

    }

}
