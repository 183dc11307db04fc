package llmgateway.budget.settlement;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.budget.limit.Rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokensTakenTextTest {

    private final long seed = RandomGenerator.getDefault().nextLong();

    private final RandomGenerator random = new SplittableRandom(this.seed);

    @Test
    void whatIsWrittenIsReadBack() {
        for (int i = 0; i < 2_000; i++) {
            List<TokensTaken> taken = Stream.generate(this::any).limit(this.random.nextInt(4)).toList();
            assertThat(TokensTakenText.read(TokensTakenText.write(taken))).as("seed %d", this.seed).isEqualTo(taken);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { " ", "TOTAL", "TOTAL 1 1 PT1S", "TOTAL 1 1 PT1S ", "SOME 1 1 PT1S a", "TOTAL x 1 PT1S a",
            "TOTAL 1 0 PT1S a", "TOTAL 1 1 1s a", "TOTAL 1 1 PT1S a\n" })
    void refusesEveryOtherText(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TokensTakenText.read(text));
    }

    private TokensTaken any() {
        StringBuilder name = new StringBuilder("n");
        for (int i = this.random.nextInt(20); i > 0; i--) {
            char c = (char) this.random.nextInt(0x10000);
            name.append(Character.isISOControl(c) ? ' ' : c);
        }
        return new TokensTaken(new AccountName(name.toString()),
                new Rate(this.random.nextLong(1, Rate.MOST + 1),
                        Duration.ofMillis(this.random.nextLong(1000, 86_400_001))),
                Tokens.Kind.values()[this.random.nextInt(3)], this.random.nextLong(Rate.MOST));
    }

}
