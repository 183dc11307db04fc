package llmgateway.core.money;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An amount of US dollars, exact to the nano-dollar and never negative. Arithmetic that
 * would leave the range throws {@link ArithmeticException}; nothing wraps, nothing is
 * rounded.
 *
 * @param nanos billionths of a US dollar, 0 to {@link Long#MAX_VALUE} (some 9.2 billion
 * USD)
 */
public record Money(long nanos) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    private static final int SCALE = 9;

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,9})?");

    public Money {
        if (nanos < 0) {
            throw new ArithmeticException("money is never negative: " + nanos + " nano-dollars");
        }
    }

    /**
     * Reads plain decimal dollars such as {@code 12.5}: no sign, no exponent, no
     * grouping, at most 9 digits after the point.
     * @throws IllegalArgumentException if the text is anything else, or too large
     */
    public static Money parse(String usd) {
        if (!DECIMAL.matcher(usd).matches()) {
            throw new IllegalArgumentException("not an amount of US dollars with at most 9 decimal places");
        }
        return ofUsd(new BigDecimal(usd));
    }

    /**
     * @throws IllegalArgumentException if the amount is negative, too large, or finer
     * than a nano-dollar
     */
    public static Money ofUsd(BigDecimal usd) {
        try {
            return new Money(usd.movePointRight(SCALE).longValueExact());
        }
        catch (ArithmeticException ex) {
            throw new IllegalArgumentException("not a whole number of nano-dollars from 0 to " + Long.MAX_VALUE, ex);
        }
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(this.nanos, other.nanos));
    }

    /**
     * @throws ArithmeticException if the other amount is larger
     */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(this.nanos, other.nanos));
    }

    /**
     * What is left after taking the other amount, or nothing if that is larger.
     */
    public Money minusOrZero(Money other) {
        return isMoreThan(other) ? minus(other) : ZERO;
    }

    /**
     * @throws ArithmeticException if the count is negative (unless the product is zero)
     * or the product too large
     */
    public Money times(long count) {
        return new Money(Math.multiplyExact(this.nanos, count));
    }

    public boolean isMoreThan(Money other) {
        return this.nanos > other.nanos;
    }

    public boolean isZero() {
        return this.nanos == 0;
    }

    public BigDecimal toUsd() {
        return BigDecimal.valueOf(this.nanos, SCALE);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(this.nanos, other.nanos);
    }

    /** Plain decimal dollars without needless zeros; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return (this.nanos == 0) ? "0" : toUsd().stripTrailingZeros().toPlainString();
    }

}
