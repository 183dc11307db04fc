package llmgateway.metrics.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import llmgateway.core.money.Money;
import llmgateway.core.price.Price;
import llmgateway.core.price.Rates;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What calls cost by prices as they stand in a list. */
class CostTest {

    private static final String TIERED = "input: 2, cached_input: 0.2, output: 12,"
            + " long_context: [{above_input_tokens: 200000, input: 4, cached_input: 0.4, output: 18}],"
            + " service_tiers: {batch: {times: 0.5}, priority: {input: 5, cached_input: 1, output: 30, long_context: []}}";

    @Test
    void costsAreTheExactSumOfTheirPartsRoundedUpOnce() {
        long seed = System.nanoTime();
        RandomGenerator random = new SplittableRandom(seed);
        for (int run = 0; run < 2_000; run++) {
            Rates rates = rates(random);
            Usage usage = usage(random);
            BigDecimal exact = BigDecimal.ZERO;
            for (Map.Entry<Meter, Long> part : usage.amounts().entrySet()) {
                exact = exact.add(BigDecimal.valueOf(part.getValue())
                    .multiply(BigDecimal.valueOf(rates.rateOf(part.getKey()), 15)));
            }
            assertThat(rates.cost(usage).toUsd()).as("seed %d, run %d", seed, run)
                .isEqualByComparingTo(exact.setScale(9, RoundingMode.CEILING));
        }
    }

    @Test
    void aCallNeverCostsLessThanAPartOfIt() {
        long seed = System.nanoTime();
        RandomGenerator random = new SplittableRandom(seed);
        for (int run = 0; run < 2_000; run++) {
            Rates rates = rates(random);
            Usage part = usage(random);
            Usage whole = part.plus(usage(random));
            Money difference = rates.cost(whole).minus(rates.cost(part));
            assertThat(difference.nanos()).as("seed %d, run %d", seed, run).isNotNegative();
        }
    }

    @Test
    void aMillionMillionTokensAreCountedAndWhatNoAmountCanHoldIsAnError() {
        Price price = PriceLists.priceOf("input: 15, output: 75");
        assertThat(PriceLists.cost(price, Usage.ofTokens(1_000_000_000_000L, 1_000_000_000_000L)))
            .isEqualTo("90000000");
        assertThatExceptionOfType(ArithmeticException.class)
            .isThrownBy(() -> PriceLists.cost(price, Usage.ofTokens(Long.MAX_VALUE, 0)));
    }

    @Test
    void theSmallestFractionIsChargedAsANanoDollar() {
        assertThat(PriceLists.cost(PriceLists.priceOf("input: 0.000000001, output: 0"), Usage.ofTokens(1, 0)))
            .isEqualTo("0.000000001");
    }

    @ParameterizedTest
    @CsvSource({ "200000, 0, 0.4", "200001, 0, 0.800004", "100000, 100000, 0.22", "100000, 100001, 0.4400004",
            "0, 300000, 0.12" })
    void P2_aCallIsChargedWhollyAtTheStepThatItsInputReachesCachedOrNot(long input, long cached, String usd) {
        Usage usage = Usage.ofTokens(input, 0).with(Meter.CACHED_INPUT_TOKENS, cached);
        assertThat(PriceLists.cost(PriceLists.priceOf(TIERED), usage)).isEqualTo(usd);
    }

    @Test
    void P2_outputIsChargedAtTheStepOfTheInputToo() {
        assertThat(PriceLists.cost(PriceLists.priceOf(TIERED), Usage.ofTokens(200_001, 1_000_000)))
            .isEqualTo("18.800004");
    }

    @ParameterizedTest
    @CsvSource({ "batch, 100000, 0.1", "batch, 300000, 0.6", "priority, 100000, 0.5", "priority, 300000, 1.5",
            "default, 100000, 0.2", "something-new, 100000, 0.2" })
    void P2_aServiceTierIsChargedAtItsOwnRatesAndAnUnknownOneAsUsual(String tier, long input, String usd) {
        assertThat(PriceLists.priceOf(TIERED).cost(Usage.ofTokens(input, 0), Optional.of(tier))).hasToString(usd);
    }

    @Test
    void whatHasNoRateOfItsOwnIsChargedLikeItsKind() {
        Price price = PriceLists.priceOf("input: 1, cache_write: 3, output: 10");
        assertThat(PriceLists.cost(price, Usage.of(Meter.CACHED_INPUT_TOKENS, 1_000_000))).isEqualTo("1");
        assertThat(PriceLists.cost(price, Usage.of(Meter.CACHE_WRITE_1H_TOKENS, 1_000_000))).isEqualTo("3");
        assertThat(PriceLists.cost(price, Usage.of(Meter.CACHED_AUDIO_INPUT_TOKENS, 1_000_000))).isEqualTo("1");
        assertThat(PriceLists.cost(price, Usage.of(Meter.IMAGE_OUTPUT_TOKENS, 1_000_000))).isEqualTo("10");
    }

    @ParameterizedTest
    @CsvSource({ "2020-01-01T00:00:00Z, 3", "2026-11-30T23:59:59Z, 3", "2026-12-01T00:00:00Z, 2",
            "2027-01-01T07:59:59Z, 2", "2027-01-01T08:00:00Z, 1", "2099-01-01T00:00:00Z, 1" })
    void aPriceChangeHoldsFromItsTimeOn(Instant at, String usd) {
        PriceHistory history = history("prices: [{input: 3, output: 0}, {from: 2026-12-01, input: 2, output: 0},"
                + " {from: '2027-01-01T08:00:00Z', input: 1, output: 0}]");
        assertThat(PriceLists.cost(history.at(at), Usage.ofTokens(1_000_000, 0))).isEqualTo(usd);
    }

    @ParameterizedTest
    @CsvSource({ "2026-11-24T00:59:59Z, 1", "2026-11-24T01:00:00Z, 2", "2026-11-24T03:59:59Z, 2",
            "2026-11-24T04:00:00Z, 1", "2026-11-27T06:00:00Z, 2", "2026-11-28T06:00:00Z, 1",
            "2026-11-29T06:00:00Z, 1" })
    void P2_peakHoursAreDearerOnTheDaysThatTheyAre(Instant at, String usd) {
        PriceHistory history = history("input: 1, output: 0,"
                + " peak_hours: {utc: ['01:00-04:00', '06:00-10:00'], days: weekdays, times: 2}");
        assertThat(PriceLists.cost(history.at(at), Usage.ofTokens(1_000_000, 0))).isEqualTo(usd);
    }

    private static PriceHistory history(String fields) {
        return PriceLists.of("providers: {p: {models: {m: {" + fields + "}}}}")
            .listing("p", "m", "m")
            .prices()
            .orElseThrow();
    }

    private static Rates rates(RandomGenerator random) {
        Map<Meter, Long> rates = new EnumMap<>(Meter.class);
        for (Meter meter : Meter.values()) {
            if (random.nextBoolean()) {
                rates.put(meter, random.nextLong(100_000_000_000L));
            }
        }
        return new Rates(rates);
    }

    private static Usage usage(RandomGenerator random) {
        Map<Meter, Long> amounts = new EnumMap<>(Meter.class);
        for (Meter meter : Meter.values()) {
            amounts.put(meter, random.nextLong(1_000_000_000L));
        }
        return new Usage(amounts);
    }

}
