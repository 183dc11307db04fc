package llmgateway.runner.management;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.core.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Amounts as an operator writes and reads them: dollars for money, whole numbers else.
 */
final class LimitAmounts {

    private LimitAmounts() {
    }

    static String unit(Allowance allowance) {
        return switch (allowance) {
            case Allowance.Requests ignored -> "requests";
            case Tokens tokens -> (tokens.kind() == Tokens.Kind.TOTAL) ? "tokens"
                    : tokens.kind().name().toLowerCase(Locale.ROOT) + "_tokens";
            case Allowance.ConcurrentCalls ignored -> "concurrent_calls";
            case Allowance.Spend ignored -> "usd";
        };
    }

    /** Of limits on money, as in settings. */
    static Optional<String> period(Allowance allowance) {
        return (allowance instanceof Allowance.Spend spend) ? Optional.of(spend.period().word()) : Optional.empty();
    }

    static BigDecimal shown(Allowance allowance, long amount) {
        return (allowance instanceof Allowance.Spend) ? new Money(amount).toUsd().stripTrailingZeros()
                : BigDecimal.valueOf(amount);
    }

    /**
     * @throws ManagementException if the limit cannot count such an amount
     */
    static long read(Allowance allowance, @Nullable BigDecimal amount) {
        if (amount == null) {
            throw unusable(allowance);
        }
        try {
            return (allowance instanceof Allowance.Spend) ? Money.ofUsd(amount).nanos() : amount.longValueExact();
        }
        catch (IllegalArgumentException | ArithmeticException ex) {
            throw unusable(allowance);
        }
    }

    private static ManagementException unusable(Allowance allowance) {
        return new ManagementException(HttpStatus.BAD_REQUEST, "invalid_amount",
                "The amount is missing or not one that this limit can count, in " + unit(allowance) + ".");
    }

}
