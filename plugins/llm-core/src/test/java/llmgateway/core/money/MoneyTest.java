package llmgateway.core.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MoneyTest {

    private static final int TRIES = 20_000;

    private final long seed = RandomGenerator.getDefault().nextLong();

    private final RandomGenerator random = new SplittableRandom(this.seed);

    @ParameterizedTest
    @CsvSource({ "0, 0", "1, 1000000000", "0.000000001, 1", "12.5, 12500000000", "1.00, 1000000000",
            "9223372036.854775807, 9223372036854775807" })
    void readsDecimalDollars(String usd, long nanos) {
        assertThat(Money.parse(usd)).isEqualTo(new Money(nanos));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "-1", "+1", "1e3", "1.", ".5", "1,5", "NaN", "0.0000000001", "9223372036.854775808",
            "99999999999", "\u0661", " 1", "1\n" })
    void refusesWhatIsNotAnExactAmount(String usd) {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.parse(usd));
    }

    @Test
    void printsPlainDollarsWithoutNeedlessZeros() {
        assertThat(Money.parse("120.50")).hasToString("120.5");
        assertThat(new Money(1)).hasToString("0.000000001");
        assertThat(Money.parse("100")).hasToString("100");
        assertThat(Money.ZERO).hasToString("0");
    }

    @Test
    void isNeverNegative() {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> new Money(-1));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> new Money(1).minus(new Money(2)));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> new Money(1).times(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.ofUsd(new BigDecimal("-0.01")));
        assertThat(new Money(1).minusOrZero(new Money(2))).isEqualTo(Money.ZERO);
        assertThat(new Money(5).minusOrZero(new Money(2))).isEqualTo(new Money(3));
    }

    @Test
    void whatIsPrintedIsReadBack() {
        for (int i = 0; i < TRIES; i++) {
            Money money = any();
            assertThat(Money.parse(money.toString())).as("seed %d", this.seed).isEqualTo(money);
        }
    }

    @Test
    void arithmeticIsThatOfIntegersOrThrows() {
        for (int i = 0; i < TRIES; i++) {
            Money one = any();
            Money other = any();
            long count = this.random.nextLong(-2, 1000);
            agrees(exact(one).add(exact(other)), () -> one.plus(other));
            agrees(exact(one).subtract(exact(other)), () -> one.minus(other));
            agrees(exact(one).multiply(BigInteger.valueOf(count)), () -> one.times(count));
            assertThat(Integer.signum(one.compareTo(other))).as("seed %d", this.seed)
                .isEqualTo(exact(one).compareTo(exact(other)));
        }
    }

    private void agrees(BigInteger expected, Supplier<Money> result) {
        if (expected.signum() < 0 || expected.bitLength() > 63) {
            assertThatExceptionOfType(ArithmeticException.class).as("seed %d", this.seed).isThrownBy(result::get);
        }
        else {
            assertThat(exact(result.get())).as("seed %d", this.seed).isEqualTo(expected);
        }
    }

    private Money any() {
        return new Money(this.random.nextLong() >>> this.random.nextInt(1, 64));
    }

    private static BigInteger exact(Money money) {
        return BigInteger.valueOf(money.nanos());
    }

}
