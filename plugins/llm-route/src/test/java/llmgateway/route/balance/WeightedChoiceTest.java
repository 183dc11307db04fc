package llmgateway.route.balance;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WeightedChoiceTest {

    private static final int CALLS = 60_000;

    private static final List<Choice> CHOICES = List.of(new Choice("a", 1), new Choice("b", 2), new Choice("c", 3));

    @Test
    void givesEachItsShareOfTheCalls() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_123);

        assertShares(shares(() -> WeightedChoice.random(CHOICES, random)));
    }

    @Test
    void givesEachItsShareOfTheStickyKeys() {
        int[] session = { 0 };

        assertShares(shares(() -> WeightedChoice.sticky(CHOICES, "session-" + session[0]++)));
    }

    @Test
    void theSameKeyStaysWhereItIs() {
        List<Choice> reordered = List.of(CHOICES.get(2), CHOICES.get(0), CHOICES.get(1));

        assertThat(keys()).allSatisfy((key) -> assertThat(WeightedChoice.sticky(reordered, key))
            .isEqualTo(WeightedChoice.sticky(CHOICES, key)));
    }

    @Test
    void onlyTheKeysOfAChoiceThatGoesMove() {
        List<Choice> withoutB = List.of(CHOICES.get(0), CHOICES.get(2));

        assertThat(keys().filter((key) -> !WeightedChoice.sticky(CHOICES, key).equals(CHOICES.get(1))))
            .allSatisfy((key) -> assertThat(WeightedChoice.sticky(withoutB, key))
                .isEqualTo(WeightedChoice.sticky(CHOICES, key)));
    }

    private static Stream<String> keys() {
        return IntStream.range(0, 2000).mapToObj((number) -> "consumer-" + number);
    }

    private static Map<String, Long> shares(Supplier<Choice> choose) {
        return Stream.generate(choose)
            .limit(CALLS)
            .collect(Collectors.groupingBy(Choice::identity, Collectors.counting()));
    }

    /** Pearson's chi-square; 13.8 is exceeded once in a thousand times by chance. */
    private static void assertShares(Map<String, Long> counts) {
        double chiSquare = 0;
        for (Choice choice : CHOICES) {
            double expected = CALLS * choice.weight() / 6.0;
            chiSquare += Math.pow(counts.getOrDefault(choice.identity(), 0L) - expected, 2) / expected;
        }
        assertThat(chiSquare).as("chi-square of " + counts).isLessThan(13.8);
    }

    private record Choice(String identity, int weight) implements Weighted {
    }

}
