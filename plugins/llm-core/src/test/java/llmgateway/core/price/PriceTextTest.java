package llmgateway.core.price;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import llmgateway.core.price.Price.Schedule;
import llmgateway.core.price.Price.Step;
import llmgateway.core.usage.Meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PriceTextTest {

    private static final int TRIES = 2_000;

    private final long seed = RandomGenerator.getDefault().nextLong();

    private final RandomGenerator random = new SplittableRandom(this.seed);

    @Test
    void isOneReadableLine() {
        Price price = new Price(
                new Schedule(List.of(new Step(0, rates(2_500_000_000L)), new Step(200_000, rates(5_000_000_000L)))),
                Map.of("priority", new Schedule(List.of(new Step(0, rates(7)))), "batch",
                        new Schedule(List.of(new Step(0, new Rates(Map.of()))))));

        assertThat(PriceText.write(price))
            .isEqualTo("1|0:input_tokens=2500000000;200000:input_tokens=5000000000|batch@0:|priority@0:input_tokens=7");
        assertThat(PriceText.write(Price.FREE)).isEqualTo("1|0:");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        for (int i = 0; i < TRIES; i++) {
            Price price = anyPrice();
            assertThat(PriceText.read(PriceText.write(price))).as("seed %d", this.seed).isEqualTo(price);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1", "1|", "2|0:", "1|0", "1|:", "1|5:", "1|0:;0:", "1|00:", "1|+0:", "1|0: ",
            "1|0:input_tokens", "1|0:input_tokens=", "1|0:input_tokens=-1", "1|0:input_tokens=+1",
            "1|0:input_tokens=1.5", "1|0:input_tokens=9223372036854775808", "1|0:INPUT_TOKENS=1", "1|0:tokens=1",
            "1|0:input_tokens=1,input_tokens=1", "1|0:output_tokens=1,input_tokens=1", "1|0:|", "1|0:|a", "1|0:|a@",
            "1|0:|b@0:|a@0:", "1|0:|a@0:|a@0:", "1|0:|a%@0:", "1|0:|a%00@0:", "1|0:|%0061@0:", "1|0:|a%00zz@0:",
            "1|0:|%00E9@0:", "1|0:\n", "1|0:|a b@0:" })
    void refusesEveryOtherText(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PriceText.read(text));
    }

    private Price anyPrice() {
        Map<String, Schedule> tiers = new HashMap<>();
        for (int i = this.random.nextInt(4); i > 0; i--) {
            tiers.put(anyName(), anySchedule());
        }
        return new Price(anySchedule(), tiers);
    }

    private Schedule anySchedule() {
        List<Step> steps = new ArrayList<>();
        long above = 0;
        for (int i = this.random.nextInt(1, 4); i > 0; i--) {
            steps.add(new Step(above, anyRates()));
            above += this.random.nextLong(1, 1L << 40);
        }
        return new Schedule(steps);
    }

    private Rates anyRates() {
        Map<Meter, Long> rates = new EnumMap<>(Meter.class);
        for (Meter meter : Meter.values()) {
            if (this.random.nextInt(4) == 0) {
                rates.put(meter, this.random.nextLong() >>> this.random.nextInt(1, 64));
            }
        }
        return new Rates(rates);
    }

    /** Any UTF-16, halves of pairs and separators of the text included. */
    private String anyName() {
        StringBuilder name = new StringBuilder();
        for (int i = this.random.nextInt(8); i > 0; i--) {
            name.append(this.random.nextBoolean() ? "|@;:=,%\n".charAt(this.random.nextInt(8))
                    : (char) this.random.nextInt(0x10000));
        }
        return name.toString();
    }

    private static Rates rates(long input) {
        return new Rates(Map.of(Meter.INPUT_TOKENS, input));
    }

}
